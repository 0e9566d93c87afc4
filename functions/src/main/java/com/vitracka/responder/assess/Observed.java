package com.vitracka.responder.assess;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a probe saw, or why it saw nothing: a failed probe is unknown, never "healthy". */
public sealed interface Observed<T> {
  /** The probe saw this. */
  record Seen<T>(T value) implements Observed<T> {}

  /** The probe saw nothing; {@code why} is in words for people. */
  record Unknown<T>(String why) implements Observed<T> {
    private static final int MOST_WORDS = 200;

    /** Because of a failure. */
    static <T> Unknown<T> becauseOf(Throwable failure) {
      String message = String.valueOf(failure.getMessage());
      return new Unknown<>(
          failure.getClass().getSimpleName()
              + ": "
              + message.substring(0, Math.min(MOST_WORDS, message.length())));
    }
  }

  /** What a look came to, whatever it throws. */
  static <T> Observed<T> by(Supplier<T> look) {
    try {
      return new Seen<>(look.get());
    } catch (RuntimeException e) {
      return Unknown.becauseOf(e);
    }
  }

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
