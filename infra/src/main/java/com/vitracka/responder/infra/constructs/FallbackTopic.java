package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.OnCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * The last resort: tells the people on call through SNS alone, without any code of ours. CloudWatch
 * may publish; rules of EventBridge where that is said.
 */
public final class FallbackTopic extends Construct {
  private final Topic topic;

  public FallbackTopic(
      Construct scope, String id, String name, String purpose, TopicKey key, Settings settings) {
    super(scope, id);
    topic =
        Topic.Builder.create(this, "Topic")
            .topicName(name)
            .displayName("AgentCore Responder: " + purpose)
            .masterKey(key.key())
            .enforceSsl(true)
            .build();
    topic.addToResourcePolicy(
        publish("AlarmsPublish", "cloudwatch.amazonaws.com")
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", settings.account())))
            .build());
    OnCall onCall = settings.plan().onCall();
    Stream.of(onCall.primary(), onCall.secondary(), onCall.escalation())
        .map(Contact::email)
        .distinct()
        .forEach(email -> topic.addSubscription(new EmailSubscription(email)));
  }

  /** EventBridge takes no condition on a topic's policy. */
  public void openToRules() {
    topic.addToResourcePolicy(publish("RulesPublish", "events.amazonaws.com").build());
  }

  private PolicyStatement.Builder publish(String sid, String service) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal(service)))
        .actions(List.of("sns:Publish"))
        .resources(List.of(topic.getTopicArn()));
  }

  public Topic topic() {
    return topic;
  }
}
