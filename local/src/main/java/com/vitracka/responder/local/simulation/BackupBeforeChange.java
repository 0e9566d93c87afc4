package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;

/** Before an agent is changed its backup was stored, or refused. */
final class BackupBeforeChange extends Invariant {
  BackupBeforeChange() {
    super("a backup before every change");
  }

  @Override
  void requested(World world, Mutation mutation) {
    boolean backedUp =
        mutation.findOpen().stream()
            .flatMap(open -> open.file().steps().stream())
            .filter(step -> step.step() instanceof Step.BackUp)
            .map(StepRecord::state)
            .anyMatch(
                state -> state instanceof StepState.Done || state instanceof StepState.Failed);
    if (!backedUp && mutation.findOpen().isPresent()) {
      broken(world, mutation.step() + " of " + mutation.agent().name() + " without a backup");
    }
  }
}
