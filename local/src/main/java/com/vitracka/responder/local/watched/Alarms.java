package com.vitracka.responder.local.watched;

import com.vitracka.responder.local.Inbox;
import java.util.stream.Stream;

/** Alarms of the responder itself, as they come to people. */
final class Alarms {
  static final String PREFIX = "agentcore-responder-";

  private Alarms() {}

  /** Whether it is a message of one of these alarms, from the topic of that name. */
  static boolean isOf(Inbox.Item item, String topic, String... names) {
    return item instanceof Inbox.TopicMessage message
        && message.topic().endsWith(":" + topic)
        && Stream.of(names)
            .anyMatch(name -> message.subject().contains("\"" + PREFIX + name + "\""));
  }

  static boolean isOfFallback(Inbox.Item item, String... names) {
    return isOf(item, "responder-fallback", names);
  }
}
