package com.vitracka.responder.aws;

import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Tells Intake of a failed canary, asynchronously: Lambda keeps and retries the event. */
public final class IntakeAlarm implements CanaryRun.Alarm {
  private final LambdaClient lambda;
  private final String intakeFunction;

  public IntakeAlarm(LambdaClient lambda, String intakeFunction) {
    this.lambda = lambda;
    this.intakeFunction = intakeFunction;
  }

  @Override
  public void canaryFailed(Agent agent, Instant at, String detail) {
    lambda.invoke(
        r ->
            r.functionName(intakeFunction)
                .invocationType(InvocationType.EVENT)
                .payload(
                    SdkBytes.fromUtf8String(
                        Json.write(
                            Map.of(
                                "do",
                                "canaryFailed",
                                "agent",
                                agent.name(),
                                "at",
                                at.toString(),
                                "detail",
                                detail)))));
  }
}
