package com.vitracka.responder.infra.constructs;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/** Calls a function each minute with {@code {"do": …}}. */
public final class EachMinute extends Construct {
  public EachMinute(
      Construct scope, String what, ResponderFunction function, DeadLetters undelivered) {
    super(scope, what);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .description("Calls " + function.part().qualifiedName() + " each minute: " + what)
            .inlinePolicies(
                Map.of(
                    "Invoke",
                    PolicyDocument.Builder.create()
                        .statements(
                            java.util.List.of(
                                PolicyStatement.Builder.create()
                                    .sid("Invoke")
                                    .actions(java.util.List.of("lambda:InvokeFunction"))
                                    .resources(java.util.List.of(function.alias().getFunctionArn()))
                                    .build()))
                        .build()))
            .build();
    Schedule.Builder.create(this, "Schedule")
        .scheduleName("responder-" + what)
        .description("AgentCore Responder: " + what)
        .schedule(ScheduleExpression.rate(Duration.minutes(1)))
        .target(
            LambdaInvoke.Builder.create(function.alias())
                .input(ScheduleTargetInput.fromObject(Map.of("do", what)))
                // The imported form, so that the CDK adds no wildcard rights of its own.
                .role(role.withoutPolicyUpdates())
                .deadLetterQueue(undelivered.queue())
                // Late is useless: the next minute's call does the same.
                .retryAttempts(0)
                .maxEventAge(Duration.minutes(1))
                .build())
        .build();
  }
}
