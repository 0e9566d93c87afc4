package com.vitracka.responder.local.agentcore;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the agents' output lines and sends them to CloudWatch Logs in batches. */
final class Logs {
  private static final int MOST_LINES = 10_000; // waiting; beyond that the oldest stream is dropped
  private static final int LINES_A_CALL = 500;
  private static final int LONGEST_LINE = 100_000;

  private final Signals signals;
  private final Clock clock;
  private LinkedHashMap<Signals.LogStream, List<Signals.LogLine>> waiting = new LinkedHashMap<>();
  private int lines;

  Logs(Signals signals, Clock clock) {
    this.signals = signals;
    this.clock = clock;
  }

  synchronized void add(Signals.LogStream stream, String text) {
    if (text.isBlank()) {
      return; // CloudWatch Logs refuses empty events
    }
    if (lines >= MOST_LINES) {
      List<Signals.LogLine> oldest = waiting.pollFirstEntry().getValue();
      lines -= oldest.size();
    }
    String kept = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
    waiting
        .computeIfAbsent(stream, key -> new ArrayList<>())
        .add(new Signals.LogLine(clock.instant(), kept));
    lines++;
  }

  /** A stream that cannot be written is reported and does not hold up the others. */
  void flush() {
    take()
        .forEach(
            (stream, all) -> {
              try {
                for (int from = 0; from < all.size(); from += LINES_A_CALL) {
                  signals.putLogLines(
                      stream, all.subList(from, Math.min(all.size(), from + LINES_A_CALL)));
                }
              } catch (RuntimeException e) {
                System.err.println(
                    "agentcore: %d log lines of %s are lost: %s"
                        .formatted(all.size(), stream.group(), e));
              }
            });
  }

  private synchronized Map<Signals.LogStream, List<Signals.LogLine>> take() {
    Map<Signals.LogStream, List<Signals.LogLine>> taken = waiting;
    waiting = new LinkedHashMap<>();
    lines = 0;
    return taken;
  }
}
