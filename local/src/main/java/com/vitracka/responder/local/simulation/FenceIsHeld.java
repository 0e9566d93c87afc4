package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;

/** An attempt that a later one has taken over does nothing any more. */
final class FenceIsHeld extends Invariant {
  FenceIsHeld() {
    super("only the attempt that holds the fence acts");
  }

  @Override
  void requested(World world, Mutation mutation) {
    if (mutation
                .findOpen()
                .flatMap(open -> open.file().findLastStep())
                .map(StepRecord::state)
                .orElse(null)
            instanceof StepState.Started stored
        && mutation.by().findStarted().filter(own -> !own.equals(stored)).isPresent()) {
      broken(world, mutation.step() + " is asked for by an attempt that was taken over");
    }
  }
}
