package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One alarm on its way.
 *
 * @param agent of which it speaks
 * @param key of the signal that it becomes; a duplicate has its original's
 */
record Delivery(String agent, String key, Way way) {
  /** How it comes. */
  sealed interface Way {
    /** Published to the topic of alarms. */
    record Topic(String message) implements Way {}

    /** Put on the default bus, as AWS itself does. */
    record Bus(JsonNode entry) implements Way {}

    /** The function is called: an alarm's own action, or the canary's word. */
    record Call(String payload) implements Way {}
  }
}
