package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.notify.NobodyToldException;

/** A function fails only when a service has, and what arrived whole is readable. */
final class NoSurprise extends Invariant {
  NoSurprise() {
    super("a function fails only when a service does");
  }

  @Override
  void threw(World world, Invocation invocation, RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServiceFailure
          || cause instanceof StaleIncidentException
          || cause instanceof NobodyToldException
          || ("" + cause.getMessage()).contains("ServiceFailure")
          // The auditor's words for a topic that refuses, as it should say them.
          || ("" + cause.getMessage()).startsWith("the audit found")) {
        return;
      }
    }
    broken(world, invocation.part() + " " + invocation.payload() + " failed with " + thrown);
  }

  @Override
  void quarantined(World world, String reason, String raw) {
    if (world.deliveries().hasCutOff(raw)) {
      return;
    }
    broken(world, "an event was put into quarantine, " + reason + ": " + raw);
  }
}
