package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Agent;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/** What EventBridge brings to Intake: alarms by a second way, deployments, and failed tests. */
public final class SignalRules extends Construct {
  /**
   * EventBridge takes patterns of 2,048 characters (its quotas); with the longest names and ids
   * that a plan may have, these make 1,950.
   */
  private static final int MOST_AGENTS_OF_A_RULE = 15;

  private final LambdaFunction intake;

  public SignalRules(
      Construct scope, String id, IFunction intake, DeadLetters undelivered, Settings settings) {
    super(scope, id);
    this.intake =
        LambdaFunction.Builder.create(intake)
            .deadLetterQueue(undelivered.queue())
            .retryAttempts(20)
            .maxEventAge(Duration.minutes(15))
            .build();
    List<List<Agent>> shares =
        settings.plan().agents().stream()
            .gather(Gatherers.windowFixed(MOST_AGENTS_OF_A_RULE))
            .toList();
    for (int i = 0; i < shares.size(); i++) {
      // The first keeps the name that it has where there is one only.
      String number = i == 0 ? "" : String.valueOf(i + 1);
      rule("Alarms" + number, "Alarms of the plan's agents", alarms(shares.get(i)));
      rule(
          "Deployments" + number,
          "Updates and deletions of the plan's runtimes",
          deployments(shares.get(i)));
    }
    rule(
        "IntegrationTests",
        "Integration tests that failed in the team's pipeline",
        EventPattern.builder()
            .source(List.of("vitracka.pipeline"))
            .detailType(List.of("IntegrationTestsFailed"))
            .build());
  }

  /** By agent: the responder's own alarms must never come to Intake. */
  private static EventPattern alarms(List<Agent> agents) {
    return EventPattern.builder()
        .source(List.of("aws.cloudwatch"))
        .detailType(List.of("CloudWatch Alarm State Change"))
        .detail(
            Sorted.map(
                Map.of(
                    "alarmName",
                    agents.stream()
                        .map(agent -> Map.of("prefix", "responder-" + agent.name() + "-"))
                        .toList())))
        .build();
  }

  private static EventPattern deployments(List<Agent> agents) {
    return EventPattern.builder()
        .source(List.of("aws.bedrock-agentcore"))
        .detailType(List.of("AWS API Call via CloudTrail"))
        .detail(
            Sorted.map(
                Map.of(
                    "eventSource", List.of("bedrock-agentcore.amazonaws.com"),
                    "eventName", List.of("DeleteAgentRuntime", "UpdateAgentRuntime"),
                    "errorCode", Match.doesNotExist(),
                    "requestParameters",
                        Map.of("agentRuntimeId", agents.stream().map(Agent::runtimeId).toList()))))
        .build();
  }

  private void rule(String id, String description, EventPattern pattern) {
    Rule.Builder.create(this, id)
        .description(description)
        .eventPattern(pattern)
        .targets(List.of(intake))
        .build();
  }
}
