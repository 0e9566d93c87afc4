package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person has set at run time, and that holds until it is taken back.
 *
 * @param by who set it
 * @param reason in that person's words
 * @param until when it ends by itself; empty when it does not
 */
public record Setting(String by, Instant at, String reason, Optional<Instant> until) {
  public boolean holds(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** {@code by jane since 2026-02-08T14:30:00Z (reason)}. */
  public String words() {
    return "by "
        + by
        + " since "
        + at
        + until.map(end -> " until " + end).orElse("")
        + (reason.isBlank() ? "" : " (" + reason + ")");
  }
}
