package com.vitracka.responder.plan;

/** What users notice, in words for them, by severity (P1 outage, P2 degraded, P3, P4). */
public record Impact(String outage, String degraded, String monitoring, String minor) {
  public String of(Severity severity) {
    return switch (severity) {
      case P1 -> outage;
      case P2 -> degraded;
      case P3 -> monitoring;
      case P4 -> minor;
    };
  }
}
