package com.vitracka.responder.cli.redrive;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of one of the responder's dead-letter queues, read by the shape that its sender gives
 * it: Lambda for an asynchronous call that failed, SNS for a subscription, EventBridge for a rule's
 * target, Scheduler for a schedule's.
 *
 * @param from who could not deliver it, in words
 * @param error why, in the sender's words
 */
record DeadLetter(String from, String error, Destination destination) {
  private static final int MOST_ERROR = 300;

  /**
   * Reads one.
   *
   * @param queue the name of its queue
   * @param attributes the message's attributes
   */
  static DeadLetter read(String queue, String body, Map<String, String> attributes, Place place) {
    String error =
        (attributes.getOrDefault("ERROR_CODE", "")
                + " "
                + attributes.getOrDefault("ERROR_MESSAGE", ""))
            .strip();
    String schedule = attributes.getOrDefault("SCHEDULE_ARN", "");
    if (!schedule.isEmpty()) {
      return new DeadLetter(
          "schedule " + last(schedule),
          clipped(error),
          new Destination.Superseded("the next minute's run has done the same"));
    }
    String target = attributes.getOrDefault("TARGET_ARN", "");
    if (!target.isEmpty()) {
      return new DeadLetter(
          "rule " + last(attributes.getOrDefault("RULE_ARN", "?")),
          clipped(error),
          ofTarget(target, body, place));
    }
    return readBody(queue, body, place);
  }

  private static DeadLetter readBody(String queue, String body, Place place) {
    JsonObject letter;
    try {
      letter = Json.object(body);
    } catch (MalformedJsonException e) {
      return unknown("it is no JSON");
    }
    if (letter.values().containsKey("requestContext")
        && letter.values().containsKey("requestPayload")) {
      return new DeadLetter(
          "asynchronous call",
          clipped(errorOf(letter)),
          new Destination.Invoke(
              place.functionOf(queue), Json.writeWithNulls(letter.values().get("requestPayload"))));
    }
    if ("Notification".equals(letter.values().get("Type"))
        && letter.findText("TopicArn").isPresent()) {
      return new DeadLetter(
          "subscription of topic " + last(letter.text("TopicArn")),
          "",
          new Destination.Invoke(place.intake(), Json.write(snsEvent(letter))));
    }
    return unknown("its shape is that of no sender we know");
  }

  private static DeadLetter unknown(String why) {
    return new DeadLetter("unknown sender", "", new Destination.Unknown(why + "; look at it"));
  }

  private static Destination ofTarget(String target, String body, Place place) {
    if (place.isFunction(target)) {
      return new Destination.Invoke(target.substring(target.indexOf(":function:") + 10), body);
    }
    if (target.equals(place.fallbackTopicArn())) {
      return new Destination.Publish(
          target, "This could not be sent at its time, and is sent again: " + body);
    }
    return new Destination.Unknown("its target is none of the responder's: " + target);
  }

  /** As SNS hands a notification to a function. */
  private static Map<String, Object> snsEvent(JsonObject notification) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("EventVersion", "1.0");
    record.put("EventSubscriptionArn", notification.text("TopicArn") + ":redriven");
    record.put("EventSource", "aws:sns");
    record.put("Sns", notification.values());
    return Map.of("Records", List.of(record));
  }

  private static String errorOf(JsonObject letter) {
    Object answer = letter.values().get("responsePayload");
    if (answer instanceof Map<?, ?> error && error.get("errorMessage") != null) {
      return String.valueOf(error.get("errorType")) + ": " + error.get("errorMessage");
    }
    return String.valueOf(letter.object("requestContext").values().get("condition"));
  }

  private static String last(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  }

  /** Others wrote it: no control characters reach the terminal. */
  private static String clipped(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MOST_ERROR ? plain : plain.substring(0, MOST_ERROR) + "…";
  }
}
