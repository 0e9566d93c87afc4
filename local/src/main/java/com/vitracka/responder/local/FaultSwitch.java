package com.vitracka.responder.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Breaks things from outside, and mends them. */
public final class FaultSwitch {
  private static final String DENIAL = "LocalFaultCanaryUnauthorised";
  private static final String LOOK = "responder-look";

  private final LocalAws aws;

  public FaultSwitch(LocalAws aws) {
    this.aws = aws;
  }

  /** With the latency that {@link Fault#SLOW} gives every answer. */
  public void on(Fault fault, String runtimeId, Duration latency) {
    switch (fault) {
      case CRASH, MODEL_DOWN -> send(fault, runtimeId);
      case SLOW ->
          aws.agentCore()
              .post(
                  "/_local/faults/slow",
                  Map.of("runtime", runtimeId, "latencyMs", latency.toMillis()));
      case REDEPLOY_REFUSED -> {
        send(fault, runtimeId);
        send(Fault.CRASH, runtimeId);
      }
      case CANARY_UNAUTHORISED -> denyCanary();
      case BAD_RELEASE, BAD_RELEASE_ENDPOINT, FLAPPING ->
          throw new Failure(
              ExitCode.USAGE,
              fault.word() + " is no switch: it comes with deployments",
              "responder local break",
              "run responder demo --fault " + fault.word());
    }
  }

  public void off() {
    aws.agentCore().delete("/_local/faults");
    allowCanary();
  }

  public void off(Fault fault) {
    if (fault == Fault.CANARY_UNAUTHORISED) {
      allowCanary();
    } else {
      aws.agentCore().delete("/_local/faults/" + fault.word());
      if (fault == Fault.REDEPLOY_REFUSED) {
        aws.agentCore().delete("/_local/faults/" + Fault.CRASH.word());
      }
    }
  }

  public JsonNode list() {
    return aws.agentCore().get("/_local/faults");
  }

  private void send(Fault fault, String runtimeId) {
    aws.agentCore().post("/_local/faults/" + fault.word(), Map.of("runtime", runtimeId));
  }

  private void denyCanary() {
    try (AwsClients clients = new AwsClients(aws);
        IamClient iam = clients.build(IamClient.builder());
        LambdaClient lambda = clients.build(LambdaClient.builder())) {
      iam.putRolePolicy(
          request ->
              request
                  .roleName(roleOfLook(lambda))
                  .policyName(DENIAL)
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Deny",\
                      "Action":"bedrock-agentcore:InvokeAgentRuntime","Resource":"*"}]}\
                      """));
    }
  }

  private void allowCanary() {
    try (AwsClients clients = new AwsClients(aws);
        IamClient iam = clients.build(IamClient.builder());
        LambdaClient lambda = clients.build(LambdaClient.builder())) {
      iam.deleteRolePolicy(request -> request.roleName(roleOfLook(lambda)).policyName(DENIAL));
    } catch (NoSuchEntityException
        | software.amazon.awssdk.services.lambda.model.ResourceNotFoundException e) {
      // Nothing denied it.
    }
  }

  private static String roleOfLook(LambdaClient lambda) {
    String arn = lambda.getFunctionConfiguration(request -> request.functionName(LOOK)).role();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
