package com.vitracka.responder.assess;

import java.util.Optional;
import java.util.function.Function;

/** What a probe saw, or why it saw nothing: a failed probe is unknown, never "healthy". */
public sealed interface Observed<T> {
  /** The probe saw this. */
  record Seen<T>(T value) implements Observed<T> {}

  /** The probe saw nothing; {@code why} is in words for people. */
  record Unknown<T>(String why) implements Observed<T> {}

  default Optional<T> find() {
    return this instanceof Seen<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** A line for the record. */
  default String describe(String probe, Function<T, String> words) {
    return probe
        + ": "
        + switch (this) {
          case Seen<T>(T value) -> words.apply(value);
          case Unknown<T>(String why) -> "unknown (" + why + ")";
        };
  }
}
