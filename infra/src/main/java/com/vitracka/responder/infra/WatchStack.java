package com.vitracka.responder.infra;

import com.vitracka.responder.infra.constructs.FallbackTopic;
import com.vitracka.responder.infra.constructs.Heartbeats;
import com.vitracka.responder.infra.constructs.TopicKey;
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
    TopicKey key = new TopicKey(this, "TopicKey", settings);
    FallbackTopic people =
        new FallbackTopic(this, "Topic", "responder-watch", "watch stack", key, settings);
    new Heartbeats(this, "Heartbeats", people).getNode().addDependency(people);
  }
}
