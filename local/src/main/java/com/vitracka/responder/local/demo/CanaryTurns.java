package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The turns of the responder's canary: the next one by its schedule, and one at our request. */
record CanaryTurns(LocalServer aws, AwsClients clients, String agent, Timeline timeline) {
  static final Duration EVERY = Duration.ofMinutes(1);
  private static final String SCHEDULE = "responder-canary";

  /** The next turn that is still at least this long away. */
  Instant next(Duration ahead) {
    for (JsonNode schedule : aws.get("/_local/schedules").path("schedules")) {
      if (schedule.path("name").asText().equals(SCHEDULE)) {
        Instant next = Instant.ofEpochMilli((long) (schedule.path("next").asDouble() * 1000));
        while (next.minus(ahead).isBefore(Instant.now())) {
          next = next.plus(EVERY);
        }
        return next;
      }
    }
    throw new Failure(
        ExitCode.NOT_DEPLOYED,
        "there is no schedule " + SCHEDULE,
        "EventBridge Scheduler of the local AWS",
        "read .responder/local/cdk-deploy.log");
  }

  /** A turn now, also while users are served. */
  void ask() {
    try (LambdaClient lambda = clients.build(LambdaClient.builder())) {
      InvokeResponse answer =
          lambda.invoke(
              request ->
                  request
                      .functionName("responder-look")
                      .qualifier("live")
                      .payload(
                          SdkBytes.fromUtf8String(
                              "{\"do\":\"canary\",\"agent\":\"" + agent + "\"}")));
      timeline.tell("canary", answer.payload().asUtf8String());
    }
  }
}
