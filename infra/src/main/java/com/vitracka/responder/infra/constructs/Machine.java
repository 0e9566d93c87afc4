package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** A Standard state machine that may call the given functions and nothing else. */
public final class Machine extends Construct {
  private final StateMachine machine;

  public Machine(
      Construct scope,
      String id,
      String name,
      Map<String, Object> definition,
      List<ResponderFunction> calls,
      Settings settings) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .description(name + ": calls the functions of its phases")
            .build();
    Policy policy = Policy.Builder.create(this, "Rights").build();
    policy.addStatements(
        Right.to("CallPhases", "lambda:InvokeFunction")
            .on(calls.stream().map(call -> call.alias().getFunctionArn()).toList())
            .statement());
    policy.attachToRole(role);
    machine =
        StateMachine.Builder.create(this, "Machine")
            .stateMachineName(name)
            .stateMachineType(StateMachineType.STANDARD)
            .definitionBody(DefinitionBody.fromString(Stack.of(this).toJsonString(definition)))
            .role(role)
            .tracingEnabled(true)
            .logs(
                LogOptions.builder()
                    .destination(
                        ResponderFunction.logGroup(
                            this, "Logs", "/aws/vendedlogs/states/" + name, settings))
                    .level(LogLevel.ALL)
                    // An input is an incident's id; what evidence says stays in the table.
                    .includeExecutionData(false)
                    .build())
            .build();
    machine.getNode().addDependency(policy);
    NagSuppressions.addResourceSuppressions(
        role,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(
                    "Log deliveries of Step Functions and segments of X-Ray have no resources that"
                        + " IAM could name.")
                .appliesTo(Stream.<Object>of("Resource::*").toList())
                .build()),
        true);
  }

  public String arn() {
    return machine.getStateMachineArn();
  }
}
