package com.vitracka.responder.local.storm;

import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sns.SnsClient;

/** Sends alarms as AWS does. */
final class Sender implements AutoCloseable {
  private static final String INTAKE = "responder-intake:live";

  private final LocalAws aws;
  private final String topic;
  private final SnsClient sns;
  private final LambdaClient lambda;

  Sender(LocalAws aws, AwsClients clients, String topic) {
    this.aws = aws;
    this.topic = topic;
    this.sns = clients.build(SnsClient.builder());
    this.lambda = clients.build(LambdaClient.builder());
  }

  void send(Delivery delivery) {
    switch (delivery.way()) {
      case Delivery.Way.Topic(String message) ->
          sns.publish(publish -> publish.topicArn(topic).message(message));
      case Delivery.Way.Bus(var entry) ->
          aws.aws()
              .post(
                  "/_local/aws-events?region=" + LocalAws.REGION + "&account=" + LocalAws.ACCOUNT,
                  Map.of("Entries", List.of(entry)));
      case Delivery.Way.Call(String payload) ->
          lambda.invoke(
              invoke ->
                  invoke
                      .functionName(INTAKE)
                      .invocationType(InvocationType.EVENT)
                      .payload(SdkBytes.fromUtf8String(payload)));
    }
  }

  @Override
  public void close() {
    sns.close();
    lambda.close();
  }
}
