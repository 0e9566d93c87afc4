package com.vitracka.responder.local.killsweep;

import java.util.List;
import java.util.stream.Collectors;

/** What is done to the functions during one incident. */
sealed interface Blow {
  /** Nothing: this is how the incident goes by itself. */
  record None() implements Blow {}

  /** Killed at a side effect. */
  record At(CrashPoint point) implements Blow {}

  /** Killed at moments that were drawn. */
  record Random(List<Moment> moments) implements Blow {}

  /**
   * A moment of an incident.
   *
   * @param invocation which of the incident's invocations, from 1
   * @param afterMillis since its begin
   */
  record Moment(int invocation, int afterMillis) {}

  default String words() {
    return switch (this) {
      case None() -> "undisturbed";
      case At(CrashPoint point) -> point.words();
      case Random(List<Moment> moments) ->
          moments.stream()
              .map(
                  moment ->
                      "invocation %d after %d ms"
                          .formatted(moment.invocation(), moment.afterMillis()))
              .collect(Collectors.joining(", ", "at random: ", ""));
    };
  }
}
