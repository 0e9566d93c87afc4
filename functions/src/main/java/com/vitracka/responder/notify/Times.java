package com.vitracka.responder.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Times and durations in words, always UTC. Cut from ISO texts: formatters cost a cold start. */
public final class Times {
  private static final int DATE = 10;
  private static final int MINUTE = 16;
  private static final int SECOND = 19;

  private Times() {}

  /** {@code 2026-02-08 14:30 UTC}. */
  public static String minute(Instant at) {
    return date(at) + " " + at.toString().substring(DATE + 1, MINUTE) + " UTC";
  }

  /** {@code 2026-02-08 14:30:05 UTC}. */
  public static String second(Instant at) {
    return date(at) + " " + at.toString().substring(DATE + 1, SECOND) + " UTC";
  }

  /** {@code 14:30 UTC}; with seconds where they are not zero. */
  public static String clock(Instant at) {
    boolean whole = at.equals(at.truncatedTo(ChronoUnit.MINUTES));
    return at.toString().substring(DATE + 1, whole ? MINUTE : SECOND) + " UTC";
  }

  /** {@code 14:30:05 UTC}. */
  public static String clockSecond(Instant at) {
    return at.toString().substring(DATE + 1, SECOND) + " UTC";
  }

  /** {@code 2026-02-08}. */
  public static String date(Instant at) {
    return at.toString().substring(0, DATE);
  }

  /** {@code 15 minutes}, {@code 2 hours 5 minutes}, {@code 1 minute 10 seconds}. */
  public static String words(Duration duration) {
    List<String> parts = new ArrayList<>();
    addPart(parts, duration.toHours(), "hour");
    addPart(parts, duration.toMinutesPart(), "minute");
    if (duration.toHours() == 0) {
      addPart(parts, duration.toSecondsPart(), "second");
    }
    return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
  }

  private static void addPart(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
