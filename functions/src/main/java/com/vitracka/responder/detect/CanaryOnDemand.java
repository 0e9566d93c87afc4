package com.vitracka.responder.detect;

/** Asks our canary to look at an agent now, instead of at its next turn. */
public interface CanaryOnDemand {
  /** Returns when the request is taken, not when the canary has looked; throws when it is not. */
  void look(String agent);
}
