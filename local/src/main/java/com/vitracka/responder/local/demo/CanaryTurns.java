package com.vitracka.responder.local.demo;

import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The turns of the responder's canary: by its schedule, and at our request. */
record CanaryTurns(LocalServer aws, AwsClients clients, String agent, Timeline timeline) {
  static final Duration EVERY = Duration.ofMinutes(1);
  private static final String SCHEDULE = "responder-canary";

  /**
   * Lets the next turn come after this long. On which second of a minute it comes is otherwise a
   * matter of when the stack was deployed.
   */
  void comeAfter(Duration time) {
    double next = Instant.now().plus(time).toEpochMilli() / 1000.0;
    aws.post("/_local/schedules", Map.of("name", SCHEDULE, "next", next));
    timeline.tell("demo", "moves the canary's turn: it comes in " + time.toSeconds() + " s");
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
