package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;

/** A subject that has an incident which is not resolved gets no other. */
final class OneIncidentPerSubject extends Invariant {
  OneIncidentPerSubject() {
    super("one open incident per subject");
  }

  @Override
  void opened(World world, Incident.Open incident) {
    for (String id : world.store().ids()) {
      Incident other = world.store().find(id).orElseThrow();
      if (!id.equals(incident.id())
          && !(other instanceof Incident.Resolved)
          && other.file().subject().equals(incident.file().subject())) {
        broken(world, incident.id() + " was opened while " + id + " is not resolved");
      }
    }
  }
}
