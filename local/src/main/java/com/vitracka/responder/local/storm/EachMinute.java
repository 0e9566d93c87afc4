package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.handler.CanaryTurns;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.demo.Timeline;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** What runs each minute, while an alarm of each agent fires: the comparison and the canary. */
final class EachMinute {
  private static final Duration INTAKE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_TIMEOUT = Duration.ofMinutes(2);
  private static final int LOOKS_AT_ONCE = 3;
  private static final int PUTS_AT_ONCE = 8;
  private static final int COMPARISONS_FROM_NOTHING = 3;

  private final LocalAws aws;
  private final AwsClients clients;
  private final StormPlan plan;
  private final Phases phases;
  private final Timeline timeline;
  private final List<String> misses = new ArrayList<>();

  EachMinute(LocalAws aws, AwsClients clients, StormPlan plan, Phases phases, Timeline timeline) {
    this.aws = aws;
    this.clients = clients;
    this.plan = plan;
    this.phases = phases;
    this.timeline = timeline;
  }

  private record Answer(JsonNode body, Duration took, boolean failed) {}

  List<String> misses() {
    return misses;
  }

  /** Lines of the table. */
  List<String> measure() {
    List<String> lines = new ArrayList<>();
    try (LambdaClient lambda =
            clients.build(
                LambdaClient.builder()
                    .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMinutes(5))));
        CloudWatchClient cloudWatch = clients.build(CloudWatchClient.builder())) {
      fireAll(cloudWatch);
      timeline.tell("storm", "an alarm of each agent fires");
      lines.add(comparison(lambda, "with the storm's incidents"));
      lines.addAll(canaries(lambda));
      phases.startAnew();
      for (int minute = 1; minute <= COMPARISONS_FROM_NOTHING; minute++) {
        lines.add(comparison(lambda, "no event arrived, minute " + minute));
      }
      phases
          .traces()
          .wrongIncidents(Comparison.INCIDENTS_OF_AGENTS)
          .forEach(wrong -> misses.add("comparisons alone: " + wrong));
      return lines;
    }
  }

  private void fireAll(CloudWatchClient cloudWatch) {
    atOnce(
        PUTS_AT_ONCE,
        plan.agents().stream().map(agent -> (Runnable) () -> fire(cloudWatch, agent)).toList());
  }

  private static void fire(CloudWatchClient cloudWatch, Agent agent) {
    String name = agent.alarm(AgentAlarm.ERRORS);
    cloudWatch.putMetricAlarm(
        put ->
            put.alarmName(name)
                .actionsEnabled(false)
                .namespace("AgentCoreResponder")
                .metricName("Storm")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData("ignore"));
    cloudWatch.setAlarmState(
        set -> set.alarmName(name).stateValue(StateValue.ALARM).stateReason("storm"));
  }

  private String comparison(LambdaClient lambda, String when) {
    Usage.begin(aws.aws());
    Answer answer = invoke(lambda, "responder-intake:live", "{\"do\":\"reconcile\"}");
    Usage usage = Usage.of(aws.aws(), "Intake", "responder-intake");
    if (answer.failed() || answer.took().compareTo(INTAKE_TIMEOUT) > 0) {
      misses.add("the comparison (" + when + ") did not end in time: " + answer.body());
    }
    return Comparison.row(
        "comparison, " + when,
        Comparison.seconds(answer.took()) + " s",
        usage.callsInAll() + " calls",
        "",
        INTAKE_TIMEOUT.toSeconds() + " s");
  }

  /** As the schedules of a plan of so many agents call it; here only a few at once. */
  private List<String> canaries(LambdaClient lambda) {
    int parts = CanaryTurns.calls(plan.agents().size());
    Usage.begin(aws.aws());
    Instant begun = Instant.now();
    List<Answer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Runnable> calls = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = i;
      calls.add(
          () ->
              answers.add(
                  invoke(
                      lambda,
                      "responder-look:live",
                      "{\"do\":\"canary\",\"part\":%d,\"of\":%d}".formatted(part, parts))));
    }
    atOnce(LOOKS_AT_ONCE, calls);
    Duration took = Duration.between(begun, Instant.now());
    Duration longest = answers.stream().map(Answer::took).max(Duration::compareTo).orElseThrow();
    Traces traces = phases.traces();
    Instant last =
        traces.canaries().values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
    if (traces.canaries().size() != plan.agents().size()) {
      misses.add(
          "the canary looked at "
              + traces.canaries().size()
              + " of "
              + plan.agents().size()
              + " agents");
    }
    answers.stream()
        .filter(answer -> answer.failed() || answer.took().compareTo(LOOK_TIMEOUT) > 0)
        .findFirst()
        .ifPresent(answer -> misses.add("a call of the canary failed: " + answer.body()));
    phases.awaitDealtWith(plan.agents().size());
    return List.of(
        Comparison.row(
            "canary of all agents, longest of " + parts + " calls",
            Comparison.seconds(longest) + " s",
            "",
            "",
            LOOK_TIMEOUT.toSeconds() + " s"),
        Comparison.row(
            "last agent looked at, " + LOOKS_AT_ONCE + " calls at once, after",
            Comparison.seconds(Duration.between(begun, last)) + " s",
            Comparison.seconds(took) + " s in all",
            "",
            ""));
  }

  private static Answer invoke(LambdaClient lambda, String function, String payload) {
    Instant begun = Instant.now();
    InvokeResponse response =
        lambda.invoke(
            invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
    Duration took = Duration.between(begun, Instant.now());
    try {
      return new Answer(
          LocalServer.JSON.readTree(response.payload().asUtf8String()),
          took,
          response.functionError() != null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(function + " answered no JSON", e);
    }
  }

  private static void atOnce(int most, List<Runnable> tasks) {
    try (ExecutorService threads = Executors.newFixedThreadPool(most)) {
      List<Future<?>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(threads.submit(task)));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LocalAws.interrupted(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    }
  }
}
