package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Budgets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No more changes than the plan's budgets: for an incident, an agent, the account. */
final class WithinBudgets extends Invariant {
  private final Map<String, Set<String>> ofIncident = new HashMap<>();
  private final List<Long> changes = new ArrayList<>();

  WithinBudgets() {
    super("no change over budget");
  }

  @Override
  void changed(World world, Mutation mutation, String result) {
    Budgets budgets = world.plan().budgets();
    String incident = mutation.by().incident();
    Set<String> steps = ofIncident.computeIfAbsent(incident, _ -> new HashSet<>());
    steps.add(mutation.key());
    if (steps.size() > budgets.mutationsPerIncident()) {
      broken(world, steps.size() + " changes in " + incident);
    }
    changes.add(world.now());
    long since = world.now() - budgets.mutationsWithin().toMillis();
    long within = changes.stream().filter(at -> at > since + 1000).count();
    if (within > budgets.mutationsPerAccount() && !world.hostility().clocksJump()) {
      broken(
          world,
          within
              + " changes of all agents within "
              + budgets.mutationsWithin().toMinutes()
              + " min");
    }
    long recoveries = recoveriesBefore(world, mutation);
    if (recoveries >= budgets.recoveries() && !world.hostility().clocksJump()) {
      broken(
          world,
          mutation.agent().name() + " was recovered " + recoveries + " times before " + incident);
    }
  }

  private long recoveriesBefore(World world, Mutation mutation) {
    Incident changed = world.store().find(mutation.by().incident()).orElseThrow();
    return world.store().listOf(new Subject.OneAgent(mutation.agent().name()), 50).stream()
        .filter(Incident.Resolved.class::isInstance)
        .map(Incident.Resolved.class::cast)
        .filter(one -> !one.isSuperseded())
        .filter(one -> ofIncident.containsKey(one.id()))
        .filter(one -> one.resolvedAt().isBefore(changed.file().openedAt()))
        .filter(
            one ->
                one.resolvedAt()
                    .isAfter(
                        changed.file().openedAt().minus(world.plan().budgets().recoveriesWithin())))
        .count();
  }
}
