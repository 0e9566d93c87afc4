package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How often in a row an agent's canary has failed; a function forgets, this does not. */
public interface CanaryMemory {
  /** Failures since the last right answer. */
  int failures(String agent);

  /**
   * A run of right answers breaks when nothing was recorded for longer; it is asked each minute.
   */
  Duration MOST_SILENCE = Duration.ofSeconds(150);

  /** Start of the present unbroken run of right answers; empty when the last one was none. */
  Optional<Instant> findRightSince(String agent);

  /**
   * Records an answer; one that is not newer than the last recorded changes nothing.
   *
   * @param right whether the agent answered as agreed
   * @return failures since the last right answer, with this one
   */
  int record(String agent, boolean right, Instant at);
}
