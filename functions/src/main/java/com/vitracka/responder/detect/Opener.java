package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.IncidentStore.Opening;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Opens incidents and starts their executions: recorded first, started after, so that a crash in
 * between leaves an open incident that the next delivery, or the reconciler, starts.
 */
final class Opener {
  private final Plan plan;
  private final IncidentStore store;
  private final Executions executions;
  private final RandomGenerator random;

  Opener(Plan plan, IncidentStore store, Executions executions, RandomGenerator random) {
    this.plan = plan;
    this.store = store;
    this.executions = executions;
    this.random = random;
  }

  Decision open(Agent agent, Signal signal, Instant now) {
    Subject subject = new Subject.OneAgent(agent.name());
    Opening opening =
        store.open(
            subject,
            signal,
            IncidentIds.next(now, agent.name(), random),
            now.minus(plan.budgets().recoveriesWithin()));
    return switch (opening) {
      case Opening.Opened(Incident.Open incident) ->
          new Decision.Opened(
              incident.id(),
              signal.trouble() + " of " + agent.name() + failed(start(incident.id()).failures()));
      case Opening.AlreadyOpen(String incident) ->
          new Decision.Duplicate(
              incident, agent.name() + " has an incident already" + failed(startIfOpen(incident)));
      case Opening.Late(String incident) -> {
        store.recordSignal(subject, signal);
        yield new Decision.Ignored(
            "its trouble is from before the end of " + incident + ", which dealt with it");
      }
    };
  }

  private List<String> startIfOpen(String incident) {
    return store.find(incident).filter(Incident.Open.class::isInstance).isPresent()
        ? start(incident).failures()
        : List.of();
  }

  /** What starting an incident's executions came to. */
  record Starts(boolean anyNew, List<String> failures) {}

  /** Starts both; one that fails does not keep the other from starting. */
  Starts start(String incident) {
    boolean anyNew = false;
    List<String> failures = new ArrayList<>();
    for (Executions.Machine machine : Executions.Machine.values()) {
      try {
        anyNew |= executions.start(machine, incident) == Executions.Start.STARTED;
      } catch (RuntimeException e) {
        // The incident is recorded, so the reconciler starts it within a minute.
        failures.add(machine + " of " + incident + " could not be started: " + Text.plain("" + e));
      }
    }
    return new Starts(anyNew, failures);
  }

  private static String failed(List<String> failures) {
    return failures.isEmpty()
        ? ""
        : "; " + String.join("; ", failures) + "; the reconciler tries again each minute";
  }
}
