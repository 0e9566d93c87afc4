package com.vitracka.responder.detect;

/** The two executions of an incident, both named after it. */
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

  /**
   * Starts the incident's execution unless there is one; throws when the service does not answer.
   */
  Start start(Machine machine, String incident);
}
