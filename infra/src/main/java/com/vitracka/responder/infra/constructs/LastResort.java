package com.vitracka.responder.infra.constructs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.constructs.Construct;

/** Tells people by the fallback topic when a machine itself ended badly (design decision 13). */
public final class LastResort extends Construct {
  public LastResort(
      Construct scope,
      String id,
      List<Machine> machines,
      FallbackTopic fallback,
      DeadLetters undelivered) {
    super(scope, id);
    Rule.Builder.create(this, "ExecutionEndedBadly")
        .description("Executions of the responder that failed, timed out or were aborted")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.states"))
                .detailType(List.of("Step Functions Execution Status Change"))
                .detail(
                    Sorted.map(
                        Map.of(
                            "status", List.of("FAILED", "TIMED_OUT", "ABORTED"),
                            "stateMachineArn", machines.stream().map(Machine::arn).toList())))
                .build())
        .targets(
            List.of(
                SnsTopic.Builder.create(fallback.topic())
                    .message(
                        RuleTargetInput.fromText(
                            "AgentCore Responder could not finish an incident by itself."
                                + " Incident: "
                                + EventField.fromPath("$.detail.name")
                                + ". Execution: "
                                + EventField.fromPath("$.detail.executionArn")
                                + ". It ended as: "
                                + EventField.fromPath("$.detail.status")
                                + ". Look at the agent now and go on by hand;"
                                + " docs/runbooks/execution-ended-badly.md says how."))
                    .deadLetterQueue(undelivered.queue())
                    .build()))
        .build();
  }
}
