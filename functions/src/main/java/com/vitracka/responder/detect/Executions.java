package com.vitracka.responder.detect;

import java.time.Instant;

/** The two executions of an incident, both named after it; their successors carry a suffix. */
public interface Executions {
  /** A state machine of the responder. */
  enum Machine {
    RECOVERY,
    INFORM
  }

  /** What became of a start. */
  enum Start {
    STARTED,
    /** It runs, or has run, under that name. */
    ALREADY_THERE
  }

  /** How an execution ended. */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  /** How far an execution is. */
  sealed interface State {
    /** There is none of that name, or it is forgotten. */
    record None() implements State {}

    record Running() implements State {}

    record Ended(Outcome outcome, Instant at) implements State {}
  }

  /**
   * Starts the incident's execution unless there is one; throws when the service does not answer.
   */
  default Start start(Machine machine, String incident) {
    return start(machine, incident, incident);
  }

  /**
   * The same under another name, which the service keeps taken for 90 days after its end.
   *
   * @param name at most 80 characters
   */
  Start start(Machine machine, String incident, String name);

  /** How far the execution of that name is; throws when the service does not answer. */
  State state(Machine machine, String name);
}
