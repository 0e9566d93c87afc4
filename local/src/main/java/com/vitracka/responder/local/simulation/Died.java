package com.vitracka.responder.local.simulation;

/**
 * The function's process has ended in the middle of its work. An error, so that no code which bears
 * failures of services takes it for one.
 */
final class Died extends Error {
  /** After its time was up, not at once. */
  private final boolean hung;

  Died(boolean hung) {
    super("the process died", null, false, false);
    this.hung = hung;
  }

  boolean hung() {
    return hung;
  }
}
