package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Agent;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/** What EventBridge brings to Intake: alarms by a second way, deployments, and failed tests. */
public final class SignalRules extends Construct {
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
    List<Agent> agents = settings.plan().agents();
    rule(
        "Alarms",
        "Alarms of the plan's agents",
        EventPattern.builder()
            .source(List.of("aws.cloudwatch"))
            .detailType(List.of("CloudWatch Alarm State Change"))
            .detail(
                Sorted.map(
                    Map.of(
                        "alarmName",
                        // By agent: the responder's own alarms must never come to Intake.
                        agents.stream()
                            .map(
                                agent ->
                                    Sorted.map(Map.of("prefix", "responder-" + agent.name() + "-")))
                            .toList())))
            .build());
    rule(
        "Deployments",
        "Updates and deletions of the plan's runtimes",
        EventPattern.builder()
            .source(List.of("aws.bedrock-agentcore"))
            .detailType(List.of("AWS API Call via CloudTrail"))
            .detail(
                Sorted.map(
                    Map.of(
                        "eventSource", List.of("bedrock-agentcore.amazonaws.com"),
                        "eventName", List.of("DeleteAgentRuntime", "UpdateAgentRuntime"),
                        "errorCode", Match.doesNotExist(),
                        "requestParameters",
                            Sorted.map(
                                Map.of(
                                    "agentRuntimeId",
                                    agents.stream().map(Agent::runtimeId).toList())))))
            .build());
    rule(
        "IntegrationTests",
        "Integration tests that failed in the team's pipeline",
        EventPattern.builder()
            .source(List.of("vitracka.pipeline"))
            .detailType(List.of("IntegrationTestsFailed"))
            .build());
  }

  private void rule(String id, String description, EventPattern pattern) {
    Rule.Builder.create(this, id)
        .description(description)
        .eventPattern(pattern)
        .targets(List.of(intake))
        .build();
  }
}
