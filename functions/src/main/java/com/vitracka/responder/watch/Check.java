package com.vitracka.responder.watch;

import com.vitracka.responder.incident.Incident;
import java.time.Duration;
import java.time.Instant;

/** One thing that must be true of an incident; mends it where it can. */
interface Check {
  /** The machines tell and write within this; then it is the auditor's turn. */
  Duration GRACE = Duration.ofMinutes(3);

  void of(Incident incident, Instant now, Audit.Notes notes);

  static boolean isFresh(Incident incident, Instant now) {
    return incident.since().isAfter(now.minus(GRACE));
  }
}
