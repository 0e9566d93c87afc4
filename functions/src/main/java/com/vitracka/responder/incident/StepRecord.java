package com.vitracka.responder.incident;

import java.time.Instant;

/**
 * A step of an incident, in the order in which they were decided.
 *
 * @param number 1 for the first
 */
public record StepRecord(int number, Step step, Instant decidedAt, StepState state) {
  public StepRecord with(StepState state) {
    return new StepRecord(number, step, decidedAt, state);
  }
}
