package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an alarm's change of state in the three shapes that CloudWatch gives it.
 *
 * @see <a href="../../../../../../../../events/README.md">events/README.md for their sources</a>
 */
final class AlarmReader {
  /** CloudWatch's own limit on an alarm's name. */
  private static final int NAME_LIMIT = 255;

  private AlarmReader() {}

  /** The record of an SNS event; its message is the alarm's JSON. */
  static Reading.Alarm ofTopic(JsonObject sns) {
    Arn topic = Arn.parse(sns.text("TopicArn"));
    JsonObject alarm = Json.object(sns.text("Message"));
    String name = name(alarm.text("AlarmName"));
    // Alarms of MiniStack and of years ago come without their ARN; the topic's stands in.
    Optional<Arn> arn = alarm.findText("AlarmArn").map(text -> arnOf(name, text));
    return new Reading.Alarm(
        Path.SNS,
        Origin.of(alarm.findText("AWSAccountId").stream(), Stream.of(), topic, arn.orElse(topic))
            .by(List.of(sns.text("TopicArn"))),
        name,
        state(alarm.text("NewStateValue")),
        time(alarm, "StateChangeTime", sns, "Timestamp"),
        alarm.findText("NewStateReason").orElse(""),
        alarm.findObject("Trigger").map(AlarmReader::topicMeasures).orElse(List.of()),
        alarm.findText("AlarmRule").orElse(""),
        alarm.objects("TriggeringChildren").stream()
            .flatMap(child -> child.findText("Arn").stream())
            .toList());
  }

  /** {@code CloudWatch Alarm State Change} of EventBridge. */
  static Reading.Alarm ofBus(JsonObject event) {
    JsonObject detail = event.object("detail");
    String name = name(detail.text("alarmName"));
    Arn[] arns =
        event.texts("resources").stream().map(text -> arnOf(name, text)).toArray(Arn[]::new);
    return ofData(
        Path.EVENTBRIDGE,
        Origin.of(event.findText("account").stream(), event.findText("region").stream(), arns),
        name,
        detail,
        event);
  }

  /** A function that is itself the alarm's action. */
  static Reading.Alarm ofAction(JsonObject event) {
    JsonObject data = event.object("alarmData");
    String name = name(data.text("alarmName"));
    return ofData(
        Path.ALARM_ACTION,
        Origin.of(
            event.findText("accountId").stream(),
            event.findText("region").stream(),
            arnOf(name, event.text("alarmArn"))),
        name,
        data,
        event);
  }

  private static Reading.Alarm ofData(
      Path path, Origin origin, String name, JsonObject data, JsonObject envelope) {
    JsonObject state = data.object("state");
    JsonObject configuration = data.findObject("configuration").orElse(JsonObject.EMPTY);
    return new Reading.Alarm(
        path,
        origin,
        name,
        state(state.text("value")),
        time(state, "timestamp", envelope, "time"),
        state.findText("reason").orElse(""),
        configuration.objects("metrics").stream()
            .flatMap(metric -> metric.findObject("metricStat").stream())
            .flatMap(stat -> stat.findObject("metric").stream())
            .map(AlarmReader::busMeasure)
            .toList(),
        configuration.findText("alarmRule").orElse(""),
        state.findText("reasonData").map(AlarmReader::triggering).orElse(List.of()));
  }

  private static List<Measure> topicMeasures(JsonObject trigger) {
    Stream<JsonObject> metrics =
        trigger.has("MetricName")
            ? Stream.of(trigger)
            : trigger.objects("Metrics").stream()
                .flatMap(metric -> metric.findObject("MetricStat").stream())
                .flatMap(stat -> stat.findObject("Metric").stream());
    return metrics.map(AlarmReader::topicMeasure).toList();
  }

  private static Measure topicMeasure(JsonObject metric) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    metric
        .objects("Dimensions")
        .forEach(
            dimension ->
                dimensions.put(
                    dimension.findText("name").orElse(""), dimension.findText("value").orElse("")));
    return new Measure(
        metric.findText("Namespace").orElse(""),
        metric.findText("MetricName").orElse(""),
        Map.copyOf(dimensions));
  }

  private static Measure busMeasure(JsonObject metric) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    metric
        .findObject("dimensions")
        .orElse(JsonObject.EMPTY)
        .values()
        .forEach((name, value) -> dimensions.put(name, String.valueOf(value)));
    return new Measure(
        metric.findText("namespace").orElse(""),
        metric.findText("name").orElse(""),
        Map.copyOf(dimensions));
  }

  /** A composite's reason data names the children; an unreadable one names none. */
  private static List<String> triggering(String reasonData) {
    try {
      return Json.object(reasonData).objects("triggeringAlarms").stream()
          .flatMap(child -> child.findText("arn").stream())
          .toList();
    } catch (MalformedJsonException e) {
      return List.of();
    }
  }

  private static String name(String name) {
    if (name.isBlank() || name.length() > NAME_LIMIT || !Text.plain(name).equals(name)) {
      throw new MalformedJsonException("no name of an alarm: " + Text.plain(name), null);
    }
    return name;
  }

  private static Arn arnOf(String name, String text) {
    Arn arn = Arn.parse(text);
    if (!arn.alarmName().equals(name)) {
      throw new MalformedJsonException(
          "it names two alarms: '" + name + "' and '" + Text.plain(arn.alarmName()) + "'", null);
    }
    return arn;
  }

  private static AlarmState state(String value) {
    return switch (value) {
      case "OK" -> AlarmState.OK;
      case "ALARM" -> AlarmState.ALARM;
      case "INSUFFICIENT_DATA" -> AlarmState.INSUFFICIENT_DATA;
      default ->
          throw new MalformedJsonException("no state of an alarm: " + Text.plain(value), null);
    };
  }

  private static Instant time(
      JsonObject inner, String name, JsonObject envelope, String envelopeName) {
    return Times.find(inner, name)
        .or(() -> Times.find(envelope, envelopeName))
        .orElseThrow(
            () ->
                new MalformedJsonException(
                    "neither '" + name + "' nor '" + envelopeName + "' tells the time", null));
  }
}
