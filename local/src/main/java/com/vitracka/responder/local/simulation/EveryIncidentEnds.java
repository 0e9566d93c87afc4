package com.vitracka.responder.local.simulation;

import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;

/** Long after everything is well, no incident is open or escalated and no execution runs. */
final class EveryIncidentEnds extends Invariant {
  EveryIncidentEnds() {
    super("every incident ends");
  }

  @Override
  void ended(World world) {
    for (String id : world.store().ids()) {
      Incident incident = world.store().find(id).orElseThrow();
      if (!(incident instanceof Incident.Resolved)) {
        broken(world, "hours after all was mended: " + IncidentWords.of(incident));
      } else if (world.oracle().listFiled(id).size() < Reports.Form.values().length) {
        broken(world, "there is no report of " + id);
      }
    }
    for (Machines.Execution execution : world.machines().executions()) {
      if (execution.runs()) {
        broken(world, "it still runs: " + execution);
      }
    }
  }
}
