package com.vitracka.responder.plan;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Durations as people write them in the plan: {@code 15m}, {@code 1h30m}, {@code 90s}. */
public final class Durations {
  private Durations() {}

  /**
   * Reads one.
   *
   * @throws PlanException when it is none
   */
  public static Duration parse(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT).replace(" ", ""));
    } catch (DateTimeParseException e) {
      throw new PlanException("'" + text + "' is no duration; write it like 90s, 15m or 1h30m", e);
    }
  }

  /** The same back: {@code 1h30m}. */
  public static String words(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
