package com.vitracka.responder.assess;

import com.vitracka.responder.assess.SideBySide.Running;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs the probes side by side; what fails, or takes too long, is unknown. */
public final class Gathering {
  /** For every probe but the canary. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Beyond its two invocations the canary stops two sessions, at most 3 s each. */
  private static final Duration CANARY_MARGIN = Duration.ofSeconds(7);

  private final AgentProbes probes;
  private final AgentVersions versions;
  private final InstantSource clock;
  private final Duration limit;
  private final Duration canaryMargin;
  private final Supplier<SideBySide> sideBySide;

  public Gathering(AgentProbes probes, AgentVersions versions, InstantSource clock) {
    this(probes, versions, clock, LIMIT, CANARY_MARGIN);
  }

  /** With threads of one's own making, or none. */
  public Gathering(
      AgentProbes probes,
      AgentVersions versions,
      InstantSource clock,
      Supplier<SideBySide> sideBySide) {
    this(probes, versions, clock, LIMIT, CANARY_MARGIN, sideBySide);
  }

  /** With limits of a test's own. */
  Gathering(
      AgentProbes probes,
      AgentVersions versions,
      InstantSource clock,
      Duration limit,
      Duration canaryMargin) {
    this(probes, versions, clock, limit, canaryMargin, SideBySide::new);
  }

  private Gathering(
      AgentProbes probes,
      AgentVersions versions,
      InstantSource clock,
      Duration limit,
      Duration canaryMargin,
      Supplier<SideBySide> sideBySide) {
    this.probes = probes;
    this.versions = versions;
    this.clock = clock;
    this.limit = limit;
    this.canaryMargin = canaryMargin;
    this.sideBySide = sideBySide;
  }

  /**
   * All evidence about an agent (the plan's ASSESS: dashboard, logs, status), the canary invoked
   * twice unless it answers right at once.
   *
   * @param since from when log and metrics are read
   */
  public Evidence full(Agent agent, Instant since) {
    return gather(agent, since, () -> probes.trafficSince(agent, since), true);
  }

  /**
   * The same about several agents, side by side; those that could not be looked at are left out.
   */
  public Map<Agent, Evidence> full(List<Agent> agents, Instant since) {
    Map<Agent, Evidence> seen = new LinkedHashMap<>();
    try (SideBySide pool = sideBySide.get()) {
      Map<Agent, Running<Evidence>> running = new LinkedHashMap<>();
      for (Agent agent : agents) {
        Duration most = agent.canary().timeout().multipliedBy(2).plus(canaryMargin).plus(limit);
        running.put(agent, pool.start(most, () -> full(agent, since)));
      }
      running.forEach(
          (agent, run) -> run.observe().find().ifPresent(found -> seen.put(agent, found)));
    }
    return seen;
  }

  /**
   * What verifying needs: one invocation, status, and what log and metrics say since a moment. Of
   * metrics the minute in which the moment lies is left out: its errors may be from before it.
   */
  public Evidence check(Agent agent, Instant since) {
    return gather(agent, since, () -> probes.trafficAfter(agent, since), false);
  }

  private Evidence gather(Agent agent, Instant since, Callable<Traffic> seen, boolean twice) {
    Duration canaryLimit = agent.canary().timeout().multipliedBy(twice ? 2 : 1).plus(canaryMargin);
    Instant began = clock.instant();
    try (SideBySide pool = sideBySide.get()) {
      Running<RuntimeView> runtime = pool.start(limit, () -> probes.runtime(agent));
      Running<RuntimeView> endpoint = pool.start(limit, () -> probes.endpoint(agent));
      Running<List<VersionView>> deployed = pool.start(limit, () -> probes.versions(agent));
      Running<List<CanaryResult>> canary = pool.start(canaryLimit, canary(agent, twice));
      Running<LogFindings> log = pool.start(limit, () -> probes.errorsSince(agent, since));
      Running<Traffic> traffic = pool.start(limit, seen);
      Running<List<VersionNotes>> notes = pool.start(limit, () -> versions.list(agent.name()));
      Observed<RuntimeView> seenRuntime = runtime.observe();
      Observed<RuntimeView> seenEndpoint = endpoint.observe();
      Observed<List<VersionNotes>> known = notes.observe();
      Observed<List<VersionView>> seenVersions =
          known instanceof Observed.Unknown<List<VersionNotes>>(String why)
              // Without our notes our own deployments look like the team's.
              ? new Observed.Unknown<>("which of them are ours: " + why)
              : deployed.observe();
      Observed<List<CanaryResult>> answers = canary.observe();
      Observed<LogFindings> findings = log.observe();
      Observed<Traffic> users = traffic.observe();
      return new Evidence(
          began,
          clock.instant(),
          seenRuntime,
          seenEndpoint,
          seenVersions,
          answers,
          findings,
          users,
          known.find().orElse(List.of()));
    }
  }

  private Callable<List<CanaryResult>> canary(Agent agent, boolean twice) {
    return () -> {
      List<CanaryResult> results = new ArrayList<>();
      results.add(probes.invoke(agent));
      if (twice && !results.getFirst().right()) {
        results.add(probes.invoke(agent));
      }
      return results;
    };
  }
}
