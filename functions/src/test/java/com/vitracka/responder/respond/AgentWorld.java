package com.vitracka.responder.respond;

import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** An agent in AgentCore, as the phases' ports see it: versions, an endpoint, and a health. */
final class AgentWorld implements AgentProbes, Deployments, Backups {
  static final Duration DEPLOYMENT = Duration.ofSeconds(4);

  private final TestClock clock;
  private final TreeMap<Integer, Instant> versions = new TreeMap<>();
  private final Map<String, String> byToken = new HashMap<>();
  private final Map<String, String> codeOf = new HashMap<>();
  final List<String> calls = new ArrayList<>();
  private int endpointVersion;
  private Optional<Instant> movedAt = Optional.empty();
  private Instant readyAt = Instant.EPOCH;

  /** How a version answers; changed by a test to break the agent. */
  Function<Integer, Answer> health = version -> Answer.RIGHT;

  Set<KnownError> logged = Set.of();
  Traffic traffic = new Traffic(10, 0, 0, Duration.ofMillis(800));

  /** What the metrics say of a while that begins at an instant; asked in the stability window. */
  Function<Instant, Traffic> trafficAfter = since -> traffic;

  boolean refusesDeployments;

  /** Deployments are accepted and end as UPDATE_FAILED; what was live stays live. */
  boolean failsDeployments;

  Duration deploymentTakes = DEPLOYMENT;

  /** The runtime's own view fails. */
  boolean isUnreadable;

  Duration invocationTakes = Duration.ZERO;

  /** Happens in the last moment before the responder asks whether it may change the agent. */
  Runnable beforeGuard = () -> {};

  boolean refusesBackups;

  /** How long after the runtime the endpoint DEFAULT follows. */
  Duration endpointLag = Duration.ZERO;

  AgentWorld(TestClock clock) {
    this.clock = clock;
  }

  /** The team deploys, and moves the named endpoint along. */
  AgentWorld deployedByTeam(Instant at) {
    int version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    versions.put(version, at);
    endpointVersion = version;
    movedAt = movedAt.map(_ -> at);
    return this;
  }

  /** The team moves the named endpoint, to the version that it had. */
  void movedByTeam(Instant at) {
    movedAt = Optional.of(at);
  }

  /** The deployment that runs never ends. */
  void hangs() {
    readyAt = clock.instant().plus(Duration.ofDays(1));
  }

  int newest() {
    return versions.lastKey();
  }

  int endpointVersion() {
    return endpointVersion;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    if (isUnreadable) {
      throw new IllegalStateException("ThrottlingException");
    }
    String end = failsDeployments && newest() > 1 ? "UPDATE_FAILED" : "READY";
    return new RuntimeView(
        clock.instant().isBefore(readyAt) ? "UPDATING" : end,
        Integer.toString(newest()),
        versions.lastEntry().getValue(),
        "");
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return new RuntimeView(
        "READY",
        Integer.toString(live(agent)),
        movedAt.orElseGet(() -> versions.lastEntry().getValue()),
        "");
  }

  private int live(Agent agent) {
    if (!agent.usesDefaultEndpoint()) {
      return endpointVersion;
    }
    boolean behind = failsDeployments || clock.instant().isBefore(readyAt.plus(endpointLag));
    return behind && newest() > 1 ? newest() - 1 : newest();
  }

  @Override
  public List<VersionView> versions(Agent agent) {
    return versions.descendingMap().entrySet().stream()
        .map(entry -> new VersionView(entry.getKey().toString(), entry.getValue()))
        .toList();
  }

  @Override
  public CanaryResult invoke(Agent agent) {
    clock.pass(invocationTakes);
    return new CanaryResult(health.apply(live(agent)), Duration.ofMillis(700), "");
  }

  @Override
  public LogFindings errorsSince(Agent agent, Instant since) {
    return new LogFindings(logged.size(), logged);
  }

  @Override
  public Traffic trafficSince(Agent agent, Instant since) {
    return traffic;
  }

  @Override
  public Traffic trafficAfter(Agent agent, Instant since) {
    return trafficAfter.apply(since);
  }

  @Override
  public String redeploy(
      Agent agent, String live, Optional<String> release, String token, Runnable guard) {
    beforeGuard.run();
    guard.run();
    calls.add("redeploy" + words(release));
    return update(token, live);
  }

  @Override
  public boolean carriesCode(Agent agent, String version, String of, Optional<String> release) {
    return of.equals(codeOf.get(version));
  }

  @Override
  public String rollBack(
      Agent agent, String toVersion, Optional<String> release, String token, Runnable guard) {
    beforeGuard.run();
    guard.run();
    calls.add("roll back to " + toVersion + words(release));
    Function<Integer, Answer> now = health;
    String made = update(token, toVersion);
    int version = Integer.parseInt(made);
    health = v -> now.apply(v == version ? Integer.parseInt(toVersion) : v);
    return made;
  }

  @Override
  public String moveEndpoint(Agent agent, String toVersion, String token, Runnable guard) {
    beforeGuard.run();
    guard.run();
    calls.add("move endpoint to " + toVersion);
    refuse();
    endpointVersion = Integer.parseInt(toVersion);
    movedAt = Optional.of(clock.instant());
    return toVersion;
  }

  private static String words(Optional<String> release) {
    return release.map(id -> " by release " + id).orElse("");
  }

  private String update(String token, String of) {
    refuse();
    return byToken.computeIfAbsent(
        token,
        _ -> {
          int version = newest() + 1;
          versions.put(version, clock.instant());
          codeOf.put(Integer.toString(version), of);
          readyAt = clock.instant().plus(deploymentTakes);
          return Integer.toString(version);
        });
  }

  private void refuse() {
    if (refusesDeployments) {
      throw new DeploymentRefusedException(
          "ServiceQuotaExceededException: no more versions", new IllegalStateException());
    }
  }

  @Override
  public String store(Agent agent, String incident) {
    calls.add("back up");
    if (refusesBackups) {
      throw new IllegalStateException("SlowDown");
    }
    return "s3://records/backups/" + incident + ".json";
  }
}
