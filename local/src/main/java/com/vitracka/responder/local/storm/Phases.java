package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.local.demo.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Storms one after the other, each on a table like new. */
final class Phases implements AutoCloseable {
  /** Sent and not dealt with yet: a storm, and not so far ahead that signals grow old. */
  private static final int MOST_AHEAD = 200;

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration STANDSTILL = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(6);
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(3);
  private static final int PARTS_TOLD = 10;

  private final Workspace workspace;
  private final LocalAws aws;
  private final Deployment deployment;
  private final Timeline timeline;
  private final DynamoDbClient dynamo;
  private final SfnClient machines;
  private final Sender sender;

  Phases(
      Workspace workspace,
      LocalAws aws,
      AwsClients clients,
      Deployment deployment,
      Timeline timeline) {
    this.workspace = workspace;
    this.aws = aws;
    this.deployment = deployment;
    this.timeline = timeline;
    this.dynamo = clients.build(DynamoDbClient.builder());
    this.machines = clients.build(SfnClient.builder());
    this.sender = new Sender(aws, clients, deployment.alarmTopic());
  }

  /** What people have received by now. */
  private record Told(long mails, long sms, long topicMessages) {
    static Told read(LocalAws aws) {
      JsonNode outbox = aws.aws().get("/_local/outbox");
      return new Told(
          outbox.path("mails").size(),
          outbox.path("sms").size(),
          outbox.path("topicMessages").size());
    }
  }

  /** Messages of the last resort about these; those of ended earlier storms may come late. */
  private long lastResort(Traces traces) {
    return aws.aws()
        .get("/_local/outbox")
        .path("topicMessages")
        .valueStream()
        .map(message -> message.path("Message").asText())
        .filter(text -> traces.incidents().stream().anyMatch(one -> text.contains(one.id())))
        .count();
  }

  /** Starts all environments, and lets their JVMs compile what they use. */
  void warmUp(StormPlan plan) {
    Usage.begin(aws.aws());
    send(new Deliveries(workspace, plan.agents()), Storm.SMALL, false);
    settle();
    startAnew();
    timeline.tell("storm", "functions are warm");
  }

  Measured storm(StormPlan plan, int alarms) {
    timeline.tell("STORM", alarms + " alarms of " + plan.agents().size() + " agents");
    Told before = Told.read(aws);
    Usage.begin(aws.aws());
    Instant begun = Instant.now();
    Set<String> keys = send(new Deliveries(workspace, plan.agents()), alarms, true);
    Duration took = Duration.between(begun, Instant.now());
    Usage usage = intake();
    settle();
    Told after = Told.read(aws);
    Traces traces = Traces.read(dynamo, deployment.table());
    timeline.tell(
        "STORM",
        "over after "
            + Comparison.seconds(took)
            + " s; incidents: "
            + traces.incidents().stream().map(Traces.Found::id).toList()
            + "; Intake's calls: "
            + usage.calls());
    return new Measured(
        alarms,
        plan.agents().size(),
        usage,
        traces,
        traces.missing(keys),
        after.mails() - before.mails(),
        after.sms() - before.sms(),
        lastResort(traces),
        took,
        Duration.between(begun, lastAgentSeen(plan, traces)));
  }

  /** Sends them, waits until all are dealt with, and gives the keys of their signals. */
  private Set<String> send(Deliveries deliveries, int alarms, boolean tell) {
    Set<String> keys = new LinkedHashSet<>();
    int told = 0;
    Instant begun = Instant.now();
    for (int number = 0; number < alarms; number++) {
      if (number % (MOST_AHEAD / 2) == 0) {
        awaitDealtWith(number - MOST_AHEAD);
      }
      Delivery delivery = deliveries.get(number, Instant.now());
      keys.add(delivery.key());
      sender.send(delivery);
      if (tell && number * PARTS_TOLD / alarms > told) {
        told = number * PARTS_TOLD / alarms;
        long dealtWith = intake().invocations();
        timeline.tell(
            "storm",
            String.format(
                Locale.ROOT,
                "%d sent, %d dealt with, %.0f a second",
                number,
                dealtWith,
                1000.0
                    * dealtWith
                    / Math.max(1, Duration.between(begun, Instant.now()).toMillis())));
      }
    }
    awaitDealtWith(alarms);
    return keys;
  }

  private Usage intake() {
    return Usage.of(aws.aws(), "Intake", "responder-intake");
  }

  /** Until so many invocations of Intake have succeeded. */
  void awaitDealtWith(long alarms) {
    long last = -1;
    Instant moved = Instant.now();
    while (true) {
      Usage usage = intake();
      long done = usage.invocations() - usage.errors();
      if (done >= alarms) {
        return;
      }
      if (done != last) {
        last = done;
        moved = Instant.now();
      } else if (moved.plus(STANDSTILL).isBefore(Instant.now())) {
        throw new Failure(
            ExitCode.FAILED,
            "the storm stands still at " + done + " of " + alarms + " alarms",
            "responder-intake",
            "read .responder/local/ministack.log");
      }
      LocalAws.pause(LOOK_EVERY);
    }
  }

  /** Until recoveries have ended and people are told no more. */
  private void settle() {
    Instant end = Instant.now().plus(LONGEST_SETTLING);
    Told told = Told.read(aws);
    Instant quietSince = Instant.now();
    while (Instant.now().isBefore(end)) {
      LocalAws.pause(LOOK_EVERY);
      Told now = Told.read(aws);
      if (!now.equals(told) || !running(deployment.recovery()).isEmpty()) {
        told = now;
        quietSince = Instant.now();
      } else if (quietSince.plus(QUIET).isBefore(Instant.now())) {
        return;
      }
    }
    timeline.tell("storm", "it is not quiet yet, and the run goes on");
  }

  /** Ends executions and empties the table. */
  void startAnew() {
    for (String machine : List.of(deployment.recovery(), deployment.inform())) {
      for (ExecutionListItem execution : running(machine)) {
        machines.stopExecution(stop -> stop.executionArn(execution.executionArn()));
      }
    }
    settle();
    Traces.wipe(dynamo, deployment.table());
  }

  Traces traces() {
    return Traces.read(dynamo, deployment.table());
  }

  private List<ExecutionListItem> running(String machine) {
    return machines
        .listExecutions(list -> list.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
        .executions();
  }

  private static Instant lastAgentSeen(StormPlan plan, Traces traces) {
    return plan.agents().stream()
        .map(
            agent ->
                traces.received().entrySet().stream()
                    .filter(one -> one.getKey().contains("/responder-" + agent.name() + "-"))
                    .map(Map.Entry::getValue)
                    .min(Instant::compareTo)
                    .orElse(Instant.EPOCH))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  @Override
  public void close() {
    sender.close();
    machines.close();
    dynamo.close();
  }
}
