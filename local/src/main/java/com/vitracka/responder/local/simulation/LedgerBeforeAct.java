package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.StepState;

/** A change leaves only when the record says that this step has begun. */
final class LedgerBeforeAct extends Invariant {
  LedgerBeforeAct() {
    super("the ledger is written before the act");
  }

  @Override
  void requested(World world, Mutation mutation) {
    boolean written =
        mutation
            .findOpen()
            .flatMap(open -> open.file().findLastStep())
            .filter(step -> step.step().equals(mutation.step()))
            .filter(step -> step.state() instanceof StepState.Started)
            .isPresent();
    if (!written) {
      broken(
          world,
          mutation.step()
              + " is asked for, and the record is: "
              + mutation.incident().map(IncidentWords::of).orElse("none"));
    }
  }
}
