package com.vitracka.responder.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The times at which updates are due. Messages name the next of them, so they lie on a fixed grid:
 * nothing that is told in between moves a promise.
 *
 * <p>A grid of whole minutes begins at a whole minute: people read "14:45", so it is 14:45:00.
 */
final class Cadence {
  private final Instant origin;
  private final Duration every;
  private final Instant last;

  /**
   * A grid of updates.
   *
   * @param anchor when the first bulletin that promises an update was sent
   * @param last no update is due after this
   */
  Cadence(Instant anchor, Duration every, Instant last) {
    this.origin = every.toSeconds() % 60 == 0 ? anchor.truncatedTo(ChronoUnit.MINUTES) : anchor;
    this.every = every;
    this.last = last;
  }

  Duration every() {
    return every;
  }

  /** The first time on the grid after this one. */
  Optional<Instant> findNext(Instant after) {
    long passed = Math.max(0, Duration.between(origin, after).dividedBy(every));
    Instant next = origin.plus(every.multipliedBy(passed));
    while (!next.isAfter(after) || next.equals(origin)) {
      next = next.plus(every);
    }
    return next.isAfter(last) ? Optional.empty() : Optional.of(next);
  }
}
