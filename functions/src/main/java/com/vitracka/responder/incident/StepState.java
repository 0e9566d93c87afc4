package com.vitracka.responder.incident;

import java.time.Instant;

/** How far a step has come. */
public sealed interface StepState {
  /** Decided, not begun. */
  record Pending() implements StepState {}

  /**
   * Begun: written before the act, so that a crash leaves a trace.
   *
   * @param fence taken by the attempt that may act; another value means that a later attempt does
   * @param versionBefore the agent's newest version before the act
   */
  record Started(Instant at, String fence, String versionBefore) implements StepState {
    /** The same beginning, with the right to act taken by a later attempt. */
    public Started takenBy(String laterFence) {
      return new Started(at, laterFence, versionBefore);
    }
  }

  /**
   * The service accepted it.
   *
   * @param result the new version, the endpoint's version, or the backup's place
   */
  record Done(Instant startedAt, Instant at, String result) implements StepState {}

  /**
   * It did not come about, or came about and did not help.
   *
   * @param reason in words for people
   */
  record Failed(Instant startedAt, Instant at, String reason) implements StepState {}
}
