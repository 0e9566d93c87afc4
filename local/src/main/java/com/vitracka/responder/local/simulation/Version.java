package com.vitracka.responder.local.simulation;

/**
 * A version of an agent's runtime.
 *
 * @param token of the call that made it, empty for the team's
 * @param source version whose code it carries
 */
record Version(
    int number,
    Health code,
    boolean ours,
    String token,
    int source,
    long at,
    long readyAt,
    Course course) {
  /** How a deployment goes. */
  enum Course {
    WELL,
    /** It ends as UPDATE_FAILED, and what was live stays live. */
    FAILS,
    /** It stays UPDATING. */
    HANGS
  }

  Version spoilt(Health worse) {
    return new Version(number, worse, ours, token, source, at, readyAt, course);
  }

  boolean isReady(long now) {
    return course == Course.WELL && now >= readyAt;
  }

  String status(long now) {
    return switch (course) {
      case WELL -> now >= readyAt ? "READY" : "UPDATING";
      case FAILS -> now >= readyAt ? "UPDATE_FAILED" : "UPDATING";
      case HANGS -> "UPDATING";
    };
  }
}
