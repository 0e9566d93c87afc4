package com.vitracka.responder.detect;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads whatever Lambda hands over. What cannot be read is a result, not an exception. */
public final class EventReader {
  /** SNS and EventBridge carry less. */
  static final int SIZE_LIMIT = 250_000;

  /** Lambda hands over one; a file of a test may hold a few. */
  static final int RECORDS_LIMIT = 100;

  private static final Optional<String> SNS = Optional.of("aws:sns");
  private static final Set<String> ORDER = Set.of("do", "agent", "at", "detail");

  static final String PIPELINE = "vitracka.pipeline";

  private EventReader() {}

  /** One reading, or one per record of an SNS event. */
  public static List<Reading> read(String raw) {
    if (raw.getBytes(StandardCharsets.UTF_8).length > SIZE_LIMIT) {
      return List.of(unreadable("it is larger than " + SIZE_LIMIT + " bytes of UTF-8", raw));
    }
    try {
      JsonObject event = Json.object(raw);
      return event.has("Records") ? records(event, raw) : List.of(single(event, raw));
    } catch (MalformedJsonException e) {
      return List.of(unreadable(String.valueOf(e.getMessage()), raw));
    }
  }

  private static List<Reading> records(JsonObject event, String raw) {
    List<JsonObject> records = event.objects("Records");
    if (records.isEmpty() || records.size() > RECORDS_LIMIT) {
      return List.of(
          unreadable(
              "it has " + records.size() + " records; 1 to " + RECORDS_LIMIT + " are read", raw));
    }
    if (records.size() != event.texts("Records").size()) {
      return List.of(unreadable("a record of it is no object", raw));
    }
    List<Reading> readings = new ArrayList<>();
    for (JsonObject one : records) {
      readings.add(record(one, records.size() == 1 ? raw : one.toString()));
    }
    return readings;
  }

  private static Reading record(JsonObject one, String raw) {
    if (!one.findText("EventSource").equals(SNS)) {
      return new Reading.Unreadable("it is no record of SNS", raw, Origin.ofTopics("none"));
    }
    Origin claimed = Origin.UNNAMED;
    try {
      JsonObject sns = one.object("Sns");
      String topic = sns.text("TopicArn");
      String subscription = one.text("EventSubscriptionArn");
      claimed = Origin.ofTopics(topic, subscription.replaceFirst(":[^:]*$", ""));
      if (claimed.topics().size() > 1) {
        throw new MalformedJsonException("it is of a subscription to another topic", null);
      }
      return AlarmReader.ofTopic(sns);
    } catch (MalformedJsonException e) {
      return unreadable(e, raw, claimed);
    }
  }

  private static Reading single(JsonObject event, String raw) {
    try {
      if (event.has("do")) {
        return order(event);
      }
      if (event.has("alarmData")) {
        return ofAction(event);
      }
      if (event.has("detail-type")) {
        return ofBus(event);
      }
      return unreadable(
          "it is neither an alarm, nor an event of EventBridge, nor an order of the responder",
          raw);
    } catch (MalformedJsonException e) {
      return unreadable(e, raw, Origin.claimedBy(event));
    }
  }

  /**
   * Who may invoke the function may order it; nobody who can only have an event brought to it. An
   * order comes alone, so that no event can pass for one.
   */
  private static Reading order(JsonObject event) {
    Set<String> others = new TreeSet<>(event.values().keySet());
    others.removeAll(ORDER);
    if (!others.isEmpty()) {
      throw new MalformedJsonException(
          "an order of the responder does not hold " + String.join(", ", others), null);
    }
    return switch (event.text("do")) {
      case "reconcile" -> new Reading.Reconcile();
      case "canaryFailed" ->
          new Reading.CanaryFailed(
              event.text("agent"),
              Times.parse(event.text("at")),
              event.findText("detail").orElse(""));
      default -> throw new MalformedJsonException("unknown order '" + event.text("do") + "'", null);
    };
  }

  private static Reading ofAction(JsonObject event) {
    String source = event.text("source");
    return source.equals("aws.cloudwatch")
        ? AlarmReader.ofAction(event)
        : new Reading.Other(
            Origin.claimedBy(event),
            Text.plain(source + ": alarm"),
            Times.parse(event.text("time")));
  }

  private static Reading ofBus(JsonObject event) {
    String type = event.text("detail-type");
    String source = event.text("source");
    if (type.equals("CloudWatch Alarm State Change") && source.equals("aws.cloudwatch")) {
      return AlarmReader.ofBus(event);
    }
    Origin origin = Origin.of(Stream.of(event.text("account")), Stream.of(event.text("region")));
    Instant at = Times.parse(event.text("time"));
    if (type.equals("AWS API Call via CloudTrail") && source.equals("aws.bedrock-agentcore")) {
      return apiCall(origin, at, event.object("detail"));
    }
    if (type.equals("IntegrationTestsFailed") && source.equals(PIPELINE)) {
      JsonObject detail = event.object("detail");
      return new Reading.TestsFailed(
          origin,
          detail.text("agent"),
          detail.findText("commit").orElse(""),
          detail.findText("failed").orElseGet(() -> String.join(", ", detail.texts("failed"))),
          at);
    }
    return new Reading.Other(origin, Text.plain(source + ": " + type), at);
  }

  private static Reading apiCall(Origin envelope, Instant at, JsonObject detail) {
    JsonObject request = detail.findObject("requestParameters").orElse(JsonObject.EMPTY);
    return new Reading.ApiCall(
        Origin.of(
            Stream.concat(
                envelope.accounts().stream(), detail.findText("recipientAccountId").stream()),
            Stream.concat(envelope.regions().stream(), detail.findText("awsRegion").stream())),
        Text.plain(detail.text("eventName")),
        request.findText("agentRuntimeId").orElse(""),
        request.findText("agentRuntimeVersion").orElse(""),
        detail.findText("errorCode").orElse(""),
        detail
            .findObject("userIdentity")
            .flatMap(identity -> identity.findText("arn"))
            .orElse("somebody unnamed"),
        Times.find(detail, "eventTime").orElse(at));
  }

  private static Reading.Unreadable unreadable(
      MalformedJsonException e, String raw, Origin claimed) {
    return new Reading.Unreadable(Text.plain(String.valueOf(e.getMessage())), raw, claimed);
  }

  private static Reading.Unreadable unreadable(String reason, String raw) {
    return new Reading.Unreadable(Text.plain(reason), raw, Origin.UNNAMED);
  }
}
