package com.vitracka.responder.watch;

import com.vitracka.responder.notify.FailureLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Beats when something has really worked. A standby region that does not answer stops no work here:
 * it is logged, and told in the answer.
 */
public final class Pulse {
  private final Heartbeat heartbeat;
  private final FailureLog log;

  public Pulse(Heartbeat heartbeat, FailureLog log) {
    this.heartbeat = heartbeat;
    this.log = log;
  }

  /** Whether the standby region took it. */
  public boolean beat(Heartbeat.Of of, Instant at) {
    try {
      heartbeat.beat(of, at);
      return true;
    } catch (RuntimeException e) {
      log.report("heartbeat not taken", Map.of("of", of.word(), "reason", String.valueOf(e)));
      return false;
    }
  }

  /** The other way round: whether the watch stack would page when the beats stopped. */
  public boolean isWatched() {
    List<String> gaps;
    try {
      gaps = heartbeat.listGaps();
    } catch (RuntimeException e) {
      gaps = List.of("the standby region does not answer: " + e);
    }
    if (!gaps.isEmpty()) {
      log.report("watch stack would not page", Map.of("gaps", String.join("; ", gaps)));
    }
    return gaps.isEmpty();
  }
}
