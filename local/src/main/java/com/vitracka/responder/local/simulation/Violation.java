package com.vitracka.responder.local.simulation;

import java.time.Instant;

/** An invariant that did not hold. */
record Violation(long seed, String invariant, Instant at, String words) {
  @Override
  public String toString() {
    return "seed " + seed + ", " + at + ": " + invariant + ": " + words;
  }
}
