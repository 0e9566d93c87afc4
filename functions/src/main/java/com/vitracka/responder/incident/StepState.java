package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;

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
   * @param result as {@link Done#result}, empty when the service did not accept it
   */
  record Failed(Instant startedAt, Instant at, String reason, Optional<String> result)
      implements StepState {
    /** Of one that the service did not accept. */
    public Failed(Instant startedAt, Instant at, String reason) {
      this(startedAt, at, reason, Optional.empty());
    }
  }

  /** What the service made of it, also when that did not help. */
  default Optional<String> findResult() {
    return switch (this) {
      case Pending(), Started _ -> Optional.empty();
      case Done done -> Optional.of(done.result());
      case Failed failed -> failed.result();
    };
  }
}
