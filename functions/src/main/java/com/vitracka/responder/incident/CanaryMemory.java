package com.vitracka.responder.incident;

import java.time.Instant;

/** How often in a row an agent's canary has failed; a function forgets, this does not. */
public interface CanaryMemory {
  /** Failures since the last right answer. */
  int failures(String agent);

  /**
   * Records an answer; one that is not newer than the last recorded changes nothing.
   *
   * @param right whether the agent answered as agreed
   * @return failures since the last right answer, with this one
   */
  int record(String agent, boolean right, Instant at);
}
