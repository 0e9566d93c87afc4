package com.vitracka.responder.infra.constructs;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Where what could not be delivered waits, with an alarm that tells people by the fallback topic.
 * Redrive it with {@code aws sqs start-message-move-task} (docs/runbooks/dead-letters.md).
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
    Alarm.Builder.create(this, "Alarm")
        // Not "responder-…": the names of agents' alarms begin so, and Intake would answer it.
        .alarmName("agentcore-responder-dead-letters-" + of)
        .alarmDescription(
            "Something for the responder was not delivered and waits in "
                + "responder-dead-letters-"
                + of
                + ". What to do: docs/runbooks/dead-letters.md")
        .metric(
            Metric.Builder.create()
                .namespace("AWS/SQS")
                .metricName("ApproximateNumberOfMessagesVisible")
                .dimensionsMap(Map.of("QueueName", queue.getQueueName()))
                .statistic("Maximum")
                .period(Duration.minutes(1))
                .build())
        .threshold(1)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(1)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(new SnsAction(fallback.topic()));
  }

  public Queue queue() {
    return queue;
  }
}
