package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import java.time.Instant;
import java.util.Optional;

/** The account's budget is said to be used up only when it is: a step counts once. */
final class BudgetRefusesTruly extends Invariant {
  BudgetRefusesTruly() {
    super("the budget counts a step once");
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    if (!(after instanceof Incident.Escalated escalated)
        || before instanceof Incident.Escalated
        || !escalated.reason().contains("account's budget")) {
      return;
    }
    Instant since = world.instant().minus(world.plan().budgets().mutationsWithin());
    long begun =
        world.store().ids().stream()
            .flatMap(id -> world.store().find(id).orElseThrow().file().steps().stream())
            .filter(step -> step.step().mutates() && hasBegunSince(step, since))
            .count();
    if (begun < world.plan().budgets().mutationsPerAccount()) {
      broken(world, after.id() + ": the budget is said to be used up after " + begun + " steps");
    }
  }

  private static boolean hasBegunSince(StepRecord step, Instant since) {
    return switch (step.state()) {
      case StepState.Pending() -> false;
      case StepState.Started started -> started.at().isAfter(since);
      case StepState.Done done -> done.startedAt().isAfter(since);
      case StepState.Failed failed -> failed.at().isAfter(since);
    };
  }
}
