package com.vitracka.responder.plan;

import java.time.Duration;

/** How far the responder may go by itself for an agent and a scenario. */
public sealed interface Mode {
  /** Looks, tells and records; changes nothing. */
  record Observe() implements Mode {}

  /** Acts once a person has approved the moves. */
  record Approve() implements Mode {}

  /** Acts after a wait in which a person can stop it. */
  record AutoAfter(Duration delay) implements Mode {}

  /** Acts at once. */
  record Auto() implements Mode {}

  /** Reads {@code observe}, {@code approve}, {@code auto} or {@code auto-after 10m}. */
  static Mode parse(String text) {
    return switch (text) {
      case "observe" -> new Observe();
      case "approve" -> new Approve();
      case "auto" -> new Auto();
      default -> {
        if (text.startsWith("auto-after ")) {
          yield new AutoAfter(Durations.parse(text.substring("auto-after ".length())));
        }
        throw new PlanException(
            "mode '" + text + "' is unknown; write observe, approve, auto or auto-after 10m");
      }
    };
  }

  /** As it is written in the plan and given to commands; {@link #parse} reads it. */
  default String words() {
    return switch (this) {
      case Observe() -> "observe";
      case Approve() -> "approve";
      case AutoAfter(Duration delay) -> "auto-after " + Durations.words(delay);
      case Auto() -> "auto";
    };
  }
}
