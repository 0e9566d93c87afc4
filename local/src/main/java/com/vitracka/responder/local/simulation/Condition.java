package com.vitracka.responder.local.simulation;

/**
 * How users are served for a while.
 *
 * @param errors share of the calls that fail
 * @param throttles share of the calls that are throttled
 */
record Condition(double errors, double throttles, int p95Millis) {
  static final Condition WELL = new Condition(0, 0, 900);

  boolean isWell() {
    return equals(WELL);
  }
}
