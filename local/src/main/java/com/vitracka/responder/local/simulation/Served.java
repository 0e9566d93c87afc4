package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How an agent has served its users, and us, from the beginning of a history. */
final class Served {
  private static final long MINUTE = 60_000;

  /**
   * An invocation by us, with what a new session answered in truth.
   *
   * @param at by the time of the task that asked
   * @param heardAt by the world's time, which may be later: tasks side by side run one by one
   */
  record Asked(long at, long heardAt, String incident, Answer answer, boolean deploymentHelps) {}

  private record Segment(long from, Condition condition, boolean usable) {}

  private final int callsPerMinute;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();

  Served(int callsPerMinute) {
    this.callsPerMinute = callsPerMinute;
  }

  boolean hasUsers() {
    return callsPerMinute > 0;
  }

  /** Notes how users are served from now on; false when that is as before. */
  boolean turns(long now, Condition condition, boolean usable) {
    Segment last = segments.isEmpty() ? null : segments.getLast();
    if (last != null && last.condition().equals(condition) && last.usable() == usable) {
      return false;
    }
    segments.add(new Segment(now, condition, usable));
    return true;
  }

  boolean isWell() {
    return segments.getLast().usable() && segments.getLast().condition().isWell();
  }

  /** Since when it has been as it is. */
  long asItIsSince() {
    return segments.getLast().from();
  }

  void asked(Asked one) {
    asked.add(one);
  }

  List<Asked> asked() {
    return asked;
  }

  /** Lines about errors that the agent has written to its log. */
  int errorLines(long since) {
    int lines = 0;
    for (Segment segment : segmentsSince(since)) {
      if (segment.condition().errors() > 0 && hasUsers()) {
        lines++;
      }
    }
    for (int i = asked.size() - 1; i >= 0 && asked.get(i).at() >= since; i--) {
      if (asked.get(i).answer() == Answer.AGENT_ERROR || asked.get(i).answer() == Answer.CRASHED) {
        lines++;
      }
    }
    return lines;
  }

  Traffic traffic(long from, long until) {
    double invocations = 0;
    double errors = 0;
    double throttles = 0;
    int p95 = 0;
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      long end = i + 1 < segments.size() ? segments.get(i + 1).from() : until;
      long begin = Math.max(from, segment.from());
      if (end <= from) {
        break;
      }
      double calls = callsPerMinute * (double) Math.max(0, Math.min(end, until) - begin) / MINUTE;
      invocations += calls;
      errors += calls * segment.condition().errors();
      throttles += calls * segment.condition().throttles();
      if (calls >= 1) {
        p95 = Math.max(p95, segment.condition().p95Millis());
      }
    }
    // AgentCore counts our own calls as it counts those of users.
    for (int i = asked.size() - 1; i >= 0 && asked.get(i).at() >= from; i--) {
      if (asked.get(i).at() <= until) {
        switch (asked.get(i).answer()) {
          case RIGHT, WRONG -> invocations++;
          case SLOW -> {
            invocations++;
            p95 = Math.max(p95, Cause.MODEL_SLOW.condition().p95Millis());
          }
          case THROTTLED -> throttles++;
          default -> {
            invocations++;
            errors++;
          }
        }
      }
    }
    return new Traffic(
        Math.round(Math.ceil(invocations)),
        Math.round(Math.ceil(errors)),
        Math.round(throttles),
        Duration.ofMillis(p95));
  }

  private List<Segment> segmentsSince(long since) {
    List<Segment> found = new ArrayList<>();
    for (int i = segments.size() - 1; i >= 0; i--) {
      found.add(segments.get(i));
      if (segments.get(i).from() <= since) {
        break;
      }
    }
    return found;
  }
}
