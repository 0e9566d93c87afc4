package com.vitracka.responder.plan;

import java.util.Locale;

/** The alarms that the stack makes for each agent; docs/runbooks has a page for each. */
public enum AgentAlarm {
  ERRORS,
  LATENCY,
  THROTTLES,
  CANARY;

  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
