package com.vitracka.responder.infra.constructs;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Where what could not be delivered waits, with an alarm that tells people by the fallback topic.
 * {@code responder redrive} delivers it again (docs/operating/redrive.md).
 */
public final class DeadLetters extends Construct {
  private final Queue queue;

  /**
   * @param of what is delivered, in words that end an alarm's name
   */
  public DeadLetters(Construct scope, String id, String of, FallbackTopic fallback) {
    super(scope, id);
    queue =
        Queue.Builder.create(this, "Queue")
            .queueName("responder-dead-letters-" + of)
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    NagSuppressions.addResourceSuppressions(
        queue,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-SQS3")
                .reason("This is a dead-letter queue itself; its alarm is what comes after it.")
                .build()));
    OwnAlarm.whenCounted(
        OwnAlarm.named(
            this,
            "Alarm",
            "dead-letters-" + of,
            "Something for the responder was not delivered and waits in responder-dead-letters-"
                + of
                + "."),
        Metric.Builder.create()
            .namespace("AWS/SQS")
            .metricName("ApproximateNumberOfMessagesVisible")
            .dimensionsMap(Map.of("QueueName", queue.getQueueName()))
            .statistic("Maximum")
            .period(Duration.minutes(1))
            .build(),
        1,
        1,
        fallback);
  }

  public Queue queue() {
    return queue;
  }
}
