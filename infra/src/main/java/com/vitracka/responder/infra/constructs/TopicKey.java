package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The key of a region's topics. A customer's key, since CloudWatch cannot publish to a topic that
 * is encrypted with the AWS-managed one.
 */
public final class TopicKey extends Construct {
  private final Key key;

  public TopicKey(Construct scope, String id, Settings settings) {
    super(scope, id);
    key =
        Key.Builder.create(this, "Key")
            .alias("alias/responder-topics")
            .description("AgentCore Responder: topics that CloudWatch publishes to")
            .enableKeyRotation(true)
            .build();
    key.addToResourcePolicy(
        use("AlarmsPublish", "cloudwatch.amazonaws.com").conditions(of(settings)).build());
    key.addToResourcePolicy(
        use("SnsDelivers", "sns.amazonaws.com").conditions(of(settings)).build());
  }

  /** EventBridge takes no condition on a topic's policy or its key; the others name the account. */
  public void openToRules() {
    key.addToResourcePolicy(use("EventBridgePublishes", "events.amazonaws.com").build());
  }

  private static PolicyStatement.Builder use(String sid, String service) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal(service)))
        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
        .resources(List.of("*"));
  }

  private static java.util.Map<String, Object> of(Settings settings) {
    return java.util.Map.of(
        "StringEquals", java.util.Map.of("aws:SourceAccount", settings.account()));
  }

  public Key key() {
    return key;
  }
}
