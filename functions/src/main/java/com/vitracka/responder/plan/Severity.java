package com.vitracka.responder.plan;

/** How bad an incident is for users, worst first (the plan's "Incident Severity Levels"). */
public enum Severity {
  /** Complete service outage. */
  P1,
  /** Partial outage, degraded performance. */
  P2,
  /** Non-critical issues, workarounds available. */
  P3,
  /** Minor issues, no user impact. */
  P4;

  /** Whether stakeholders are told of it and a post-mortem is held: P1 and P2. */
  public boolean concernsStakeholders() {
    return this == P1 || this == P2;
  }
}
