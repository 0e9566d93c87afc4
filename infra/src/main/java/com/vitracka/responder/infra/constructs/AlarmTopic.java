package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.constructs.Construct;

/** Where alarms of agents are published, ours and those that the customer has already. */
public final class AlarmTopic extends Construct {
  private final Topic topic;

  public AlarmTopic(Construct scope, String id, TopicKey key, Settings settings) {
    super(scope, id);
    topic =
        Topic.Builder.create(this, "Topic")
            .topicName("responder-alarms")
            .displayName("AgentCore Responder: alarms")
            .masterKey(key.key())
            .enforceSsl(true)
            .build();
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsPublish")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", settings.account())))
            .build());
  }

  public void deliverTo(IFunction intake, DeadLetters undelivered) {
    Subscription subscription =
        topic.addSubscription(
            LambdaSubscription.Builder.create(intake).deadLetterQueue(undelivered.queue()).build());
    Validations.of(Objects.requireNonNull(subscription.getNode().getDefaultChild()))
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::W3694")
                .reason("An alias is a function too: SNS takes its ARN as an endpoint.")
                .build());
  }

  public Topic topic() {
    return topic;
  }
}
