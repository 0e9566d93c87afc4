package com.vitracka.responder.local.demo;

import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.FaultSwitch;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.plan.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Breaks the agent, once all that the fault needs is so: a quiet agent, known good, no near
 * deployment.
 */
final class Breaking {
  /**
   * So long before the canary's next turn that it finds users in trouble, and fails before the
   * agent is deployed again: all three ways deliver.
   */
  private static final Duration BEFORE_CANARY = Duration.ofSeconds(5);

  private final LocalAws aws;
  private final AwsClients clients;
  private final Deployment deployment;
  private final Team team;
  private final Watch watch;
  private final DemoPlan plan;
  private final Fault fault;
  private final Refusals refusals;
  private final Timeline timeline;
  private final CanaryTurns canary;

  Breaking(
      LocalAws aws,
      AwsClients clients,
      Deployment deployment,
      Team team,
      Watch watch,
      DemoPlan plan,
      Fault fault,
      Refusals refusals,
      Timeline timeline) {
    this.aws = aws;
    this.clients = clients;
    this.deployment = deployment;
    this.team = team;
    this.watch = watch;
    this.plan = plan;
    this.fault = fault;
    this.refusals = refusals;
    this.timeline = timeline;
    this.canary = new CanaryTurns(aws.aws(), clients, plan.agent().name(), timeline);
  }

  /** Gives the instant from which on users may see it. */
  Instant begin() {
    return fault == Fault.BAD_RELEASE || fault == Fault.BAD_RELEASE_ENDPOINT
        ? deployBadRelease()
        : breakFromOutside();
  }

  /** For a fault that comes back after each recovery. */
  void again() {
    switchOn(Fault.CRASH);
    timeline.tell("BREAK", "again: " + Fault.CRASH.description());
  }

  private Instant deployBadRelease() {
    makeKnownGood();
    demandQuiet();
    team.breakImport();
    String release = team.publish();
    timeline.tell("BREAK", "the team deploys release " + release + ", which dies on import");
    refusals.begin();
    Instant before = Instant.now();
    team.deploy(release);
    timeline.tell("team", "deployed release " + release);
    return before;
  }

  private Instant breakFromOutside() {
    waitFor(
        "the team's deployment is not near any more",
        team.lastDeployment().plus(plan.plan().windows().deploymentNear()).plusSeconds(2));
    demandQuiet();
    if (fault == Fault.CRASH && plan.isShortened()) {
      canary.comeAfter(BEFORE_CANARY);
    }
    refusals.begin();
    Instant now = Instant.now();
    switchOn(fault == Fault.FLAPPING ? Fault.CRASH : fault);
    timeline.tell("BREAK", fault.description());
    if (fault == Fault.CANARY_UNAUTHORISED) {
      // By itself it leaves an agent alone whose users are served.
      canary.ask();
    }
    return now;
  }

  /** A rollback needs a release that was proven; the canary proves it, at the demo's request. */
  private void makeKnownGood() {
    Windows windows = plan.plan().windows();
    canary.ask();
    waitFor(
        "the release that is live becomes known good",
        Instant.now().plus(windows.knownGood()).plusSeconds(1));
    canary.ask();
    try (DynamoDbClient dynamo = clients.build(DynamoDbClient.builder())) {
      DynamoAgentVersions versions =
          new DynamoAgentVersions(dynamo, deployment.table(), LocalAws.REGION);
      boolean good =
          Waiting.until(
              () ->
                  versions.list(plan.agent().name()).stream()
                      .anyMatch(version -> version.knownGoodAt().isPresent()),
              CanaryTurns.EVERY.multipliedBy(3));
      if (!good) {
        throw new Failure(
            ExitCode.FAILED,
            "no version became known good, so there is nothing to roll back to",
            "table " + deployment.table(),
            "read .responder/local/ministack.log");
      }
    }
  }

  /** Trouble before anything was broken would make every number wrong: say so and end. */
  private void demandQuiet() {
    List<Incident> early = watch.incidents();
    if (!early.isEmpty()) {
      throw new Failure(
          ExitCode.FAILED,
          "an incident was opened before anything was broken: " + early.getFirst().id(),
          plan.agent().runtimeId(),
          "read the timeline above; a machine that is too busy lets users wait or fail");
    }
  }

  private void switchOn(Fault what) {
    Duration latency = plan.agent().thresholds().latency().multipliedBy(3).dividedBy(2);
    new FaultSwitch(aws).on(what, plan.agent().runtimeId(), latency);
  }

  private void waitFor(String what, Instant until) {
    Duration left = Duration.between(Instant.now(), until);
    if (left.isPositive()) {
      timeline.tell("demo", "waits %d s: %s".formatted(left.toSeconds(), what));
      Waiting.until(until);
    }
  }
}
