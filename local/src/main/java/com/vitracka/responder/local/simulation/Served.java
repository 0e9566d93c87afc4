package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How an agent has served its users, and us, from the beginning of a history. */
final class Served {
  private static final long MINUTE = 60_000;

  /**
   * An invocation by us, with what a new session answered in truth.
   *
   * @param at by the time of the task that asked
   * @param heardAt by the world's time, which may be later: tasks side by side run one by one
   * @param written what the agent's log says of it
   */
  record Asked(
      long at,
      long heardAt,
      String incident,
      Answer answer,
      boolean deploymentHelps,
      Set<KnownError> written) {
    boolean isInLog() {
      return answer == Answer.AGENT_ERROR || answer == Answer.CRASHED;
    }
  }

  private record Segment(long from, Condition condition, boolean usable) {}

  /** What failed calls of users leave in the log, from then on. */
  private record Written(long from, Set<KnownError> errors) {}

  private final int callsPerMinute;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

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

  /** Notes what failed calls of users leave in the log from now on. */
  void writes(long now, Set<KnownError> errors) {
    if (written.isEmpty() ? !errors.isEmpty() : !written.getLast().errors().equals(errors)) {
      written.add(new Written(now, errors));
    }
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
      if (asked.get(i).isInLog()) {
        lines++;
      }
    }
    return lines;
  }

  /** The known ones among these lines: they stay in the log when their cause is over. */
  Set<KnownError> errorsInLog(long since) {
    Set<KnownError> errors = EnumSet.noneOf(KnownError.class);
    for (int i = written.size() - 1; hasUsers() && i >= 0; i--) {
      errors.addAll(written.get(i).errors());
      if (written.get(i).from() <= since) {
        break;
      }
    }
    for (int i = asked.size() - 1; i >= 0 && asked.get(i).at() >= since; i--) {
      if (asked.get(i).isInLog()) {
        errors.addAll(asked.get(i).written());
      }
    }
    return errors;
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
