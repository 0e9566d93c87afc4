package com.vitracka.responder.local.watched;

import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.demo.Commands;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.local.demo.Waiting;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.watch.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The account that the responder is deployed in, as its administrator. */
final class Account implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LocalAws aws;
  private final Plan plan;
  private final Agent agent;
  private final Deployment deployment;
  private final Commands commands;
  private final CloudWatchClient cloudWatch;
  private final CloudWatchClient standby;
  private final DynamoDbClient dynamo;
  private final EventBridgeClient events;
  private final IamClient iam;
  private final LambdaClient lambda;
  private final SchedulerClient scheduler;
  private final SfnClient machines;
  private final SnsClient sns;
  private final SqsClient sqs;

  Account(
      LocalAws aws,
      AwsClients clients,
      Commands commands,
      Deployment deployment,
      Plan plan,
      Agent agent) {
    this.aws = aws;
    this.plan = plan;
    this.agent = agent;
    this.deployment = deployment;
    this.commands = commands;
    cloudWatch = clients.build(CloudWatchClient.builder());
    standby = clients.buildIn(plan.standbyRegion(), CloudWatchClient.builder());
    dynamo = clients.build(DynamoDbClient.builder());
    events = clients.build(EventBridgeClient.builder());
    iam = clients.build(IamClient.builder());
    lambda = clients.build(LambdaClient.builder());
    scheduler = clients.build(SchedulerClient.builder());
    machines = clients.build(SfnClient.builder());
    sns = clients.build(SnsClient.builder());
    sqs = clients.build(SqsClient.builder());
  }

  Inbox inbox() {
    return Inbox.read(aws.aws());
  }

  IncidentStore incidents() {
    return new DynamoIncidentStore(
        dynamo, deployment.table(), plan.region(), Duration.ofDays(plan.retention().records()));
  }

  /**
   * A new incident, as a failed canary opens one. The agent is well, so it is watched and resolved.
   *
   * @return its id
   */
  String openIncident() {
    IncidentStore store = incidents();
    for (Incident incident : store.listUnresolved()) {
      store.save(
          switch (incident) {
            case Incident.Open open -> open.resolve(Instant.now(), "makes room for the next");
            case Incident.Escalated escalated ->
                escalated.resolve(Instant.now(), "makes room for the next");
            case Incident.Resolved resolved -> resolved;
          });
    }
    String answer =
        lambda
            .invoke(
                request ->
                    request
                        .functionName(Part.INTAKE.qualifiedName())
                        .payload(SdkBytes.fromUtf8String(canaryFailed())))
            .payload()
            .asUtf8String();
    return Json.object(answer).text("incident");
  }

  String canaryFailed() {
    return Json.write(
        Map.of(
            "do",
            "canaryFailed",
            "agent",
            agent.name(),
            "at",
            Instant.now().toString(),
            "detail",
            "a test of the responder itself"));
  }

  /** Calls a function without waiting for its answer, as services do. */
  void send(Part part, String payload) {
    lambda.invoke(
        request ->
            request
                .functionName(part.qualifiedName())
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  String responder(String log, String... arguments) {
    return commands.responder(log, List.of(arguments));
  }

  /** Waits until an alarm of the responder itself is not in alarm any more. */
  void awaitQuiet(String name) {
    Waiting.until(
        () -> !states(cloudWatch, Alarms.PREFIX + name).contains(StateValue.ALARM), PATIENCE);
  }

  /** Whether each heartbeat has come to the standby region, so that it can stop. */
  boolean awaitHeartbeats() {
    String[] alarms =
        Stream.of(Heartbeat.Of.values()).map(Heartbeat.Of::alarm).toArray(String[]::new);
    return Waiting.until(
        () -> {
          List<StateValue> states = states(standby, alarms);
          return states.size() == alarms.length && states.stream().allMatch(StateValue.OK::equals);
        },
        PATIENCE);
  }

  private static List<StateValue> states(CloudWatchClient region, String... alarms) {
    return region.describeAlarms(request -> request.alarmNames(alarms)).metricAlarms().stream()
        .map(MetricAlarm::stateValue)
        .toList();
  }

  Plan plan() {
    return plan;
  }

  Agent agent() {
    return agent;
  }

  Deployment deployment() {
    return deployment;
  }

  CloudWatchClient cloudWatch() {
    return cloudWatch;
  }

  DynamoDbClient dynamo() {
    return dynamo;
  }

  EventBridgeClient events() {
    return events;
  }

  IamClient iam() {
    return iam;
  }

  LambdaClient lambda() {
    return lambda;
  }

  SchedulerClient scheduler() {
    return scheduler;
  }

  SfnClient machines() {
    return machines;
  }

  SnsClient sns() {
    return sns;
  }

  SqsClient sqs() {
    return sqs;
  }

  @Override
  public void close() {
    List.of(cloudWatch, standby, dynamo, events, iam, lambda, scheduler, machines, sns, sqs)
        .forEach(client -> client.close());
  }
}
