package com.vitracka.responder.infra;

import com.vitracka.responder.infra.constructs.FallbackTopic;
import com.vitracka.responder.infra.constructs.Heartbeats;
import com.vitracka.responder.infra.constructs.TopicKey;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * The watcher of the watcher, in the plan's standby region: it expects the responder's heartbeats,
 * and pages by SNS alone. It holds no code and no reference to the other stack, so that nothing of
 * the responder's region is needed for a page.
 */
final class WatchStack extends Stack {
  WatchStack(Construct scope, String id, StackProps props, Settings settings) {
    super(scope, id, props);
    // W3005: an alarm waits for the topic's policy and subscriptions, and so for the topic too.
    getTemplateOptions()
        .setMetadata(
            Map.of("cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("W3005")))));
    TopicKey key = new TopicKey(this, "TopicKey", settings);
    FallbackTopic people =
        new FallbackTopic(this, "Topic", "responder-watch", "watch stack", key, settings);
    new Heartbeats(this, "Heartbeats", people).getNode().addDependency(people);
  }
}
