package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A topic of its own, and a queue that keeps what the topic delivers. */
final class AQueue implements AutoCloseable {
  private final SqsClient sqs =
      SqsClient.builder()
          .region(LocalEndpoint.REGION)
          .credentialsProvider(LocalEndpoint.CREDENTIALS)
          .endpointOverride(LocalEndpoint.get().uri())
          .httpClient(AwsCrtHttpClient.create())
          .build();
  private final String topicArn;
  private final String url;

  AQueue() {
    String name = "contracts-" + UUID.randomUUID();
    topicArn = LocalEndpoint.get().aws().sns().createTopic(create -> create.name(name)).topicArn();
    url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
    String queueArn =
        sqs.getQueueAttributes(
                get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String policy =
        Json.write(
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("Service", "sns.amazonaws.com"),
                        "Action",
                        "sqs:SendMessage",
                        "Resource",
                        queueArn,
                        "Condition",
                        Map.of("ArnEquals", Map.of("aws:SourceArn", topicArn))))));
    sqs.setQueueAttributes(
        set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    LocalEndpoint.get()
        .aws()
        .sns()
        .subscribe(subscribe -> subscribe.topicArn(topicArn).protocol("sqs").endpoint(queueArn));
  }

  String topicArn() {
    return topicArn;
  }

  /** The next message that the topic delivers, in SNS's envelope. */
  JsonObject next() {
    return Awaitility.await("a message of " + topicArn)
        .atMost(Duration.ofSeconds(20))
        .until(this::receive, received -> !received.isEmpty())
        .getFirst();
  }

  private List<JsonObject> receive() {
    List<Message> messages =
        sqs.receiveMessage(receive -> receive.queueUrl(url).waitTimeSeconds(1)).messages();
    messages.forEach(
        message ->
            sqs.deleteMessage(
                delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
    return messages.stream().map(message -> Json.object(message.body())).toList();
  }

  @Override
  public void close() {
    LocalEndpoint.get().aws().sns().deleteTopic(delete -> delete.topicArn(topicArn));
    sqs.deleteQueue(delete -> delete.queueUrl(url));
    sqs.close();
  }
}
