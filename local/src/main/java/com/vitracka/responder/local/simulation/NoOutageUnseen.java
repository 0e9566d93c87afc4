package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent that does not answer for a while has an incident, or is part of the account's. Where no
 * canary ran either, the alarm for its missing runs tells people that nobody watches.
 */
final class NoOutageUnseen extends Invariant {
  /** So long a silence of the canary raises its own alarm (docs/reference/facts.md). */
  private static final long MISSING_RUNS = 6 * 60_000;

  private record Outage(String agent, long from, long until) {}

  private final Map<String, Long> since = new HashMap<>();
  private final List<Outage> outages = new ArrayList<>();

  private final Map<String, Long> openedAt = new HashMap<>();
  private final Map<String, Long> resolvedAt = new HashMap<>();

  private final List<Long> canaryRuns = new ArrayList<>();

  NoOutageUnseen() {
    super("no outage without an incident");
  }

  @Override
  void answered(World world, Invocation invocation) {
    if (invocation.part() == Part.LOOK && invocation.incident().isEmpty()) {
      canaryRuns.add(world.now());
    }
  }

  @Override
  void opened(World world, Incident.Open incident) {
    openedAt.put(incident.id(), world.now());
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    if (after instanceof Incident.Resolved) {
      resolvedAt.putIfAbsent(after.id(), world.now());
    }
  }

  @Override
  void turned(World world, LiveAgent agent, boolean usable) {
    if (!usable) {
      since.putIfAbsent(agent.name(), world.now());
    } else {
      Long from = since.remove(agent.name());
      if (from != null) {
        outages.add(new Outage(agent.name(), from, world.now()));
      }
    }
  }

  @Override
  void ended(World world) {
    long most =
        switch (world.hostility().level()) {
          case QUIET -> 5 * 60_000;
          case ROUGH -> 15 * 60_000;
          case HOSTILE -> 25 * 60_000;
        };
    for (Outage outage : outages) {
      if (outage.until() - outage.from() > most
          && !world.wasSilenced(outage.agent())
          && world.schedulesWorkedFrom(outage.from(), outage.from() + most)
          && !runsAreMissing(outage.from(), outage.from() + most)
          && !isKnown(world, outage, most)) {
        broken(world, "no incident for the outage " + outage);
      }
    }
  }

  private boolean runsAreMissing(long from, long until) {
    long last = from;
    for (long run : canaryRuns) {
      if (run > last && last < until) {
        if (run - last > MISSING_RUNS) {
          return true;
        }
        last = run;
      }
    }
    return until - last > MISSING_RUNS;
  }

  private boolean isKnown(World world, Outage outage, long most) {
    return isKnown(world, new Subject.OneAgent(outage.agent()), outage, most)
        || isKnown(world, new Subject.WholeAccount(), outage, most);
  }

  private boolean isKnown(World world, Subject subject, Outage outage, long most) {
    return world.store().listOf(subject, 100).stream()
        .map(Incident::id)
        .anyMatch(
            id ->
                openedAt.getOrDefault(id, 0L) <= outage.from() + most
                    && resolvedAt.getOrDefault(id, Long.MAX_VALUE) >= outage.from());
  }
}
