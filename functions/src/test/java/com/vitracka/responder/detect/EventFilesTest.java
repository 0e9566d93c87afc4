package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudWatchCompositeAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchMetricAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the files of {@code events/}, their table, AWS's own event classes and our reader equal.
 */
class EventFilesTest {
  static List<String> files() {
    return EventFiles.names();
  }

  static List<String> readable() {
    return files().stream().filter(file -> !file.equals("unreadable-cut-off.json")).toList();
  }

  @Test
  void the_table_names_every_file_and_no_other() {
    assertThat(EventFiles.names()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(EventFiles.expected().keySet())
        .containsExactlyInAnyOrderElementsOf(EventFiles.names());
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_answers_as_its_row_says(String file) {
    World world = new World();

    List<Decision> decisions = world.intake.receive(EventFiles.read(file));

    assertThat(decisions.stream().map(World::decision).toList())
        .isEqualTo(EventFiles.expected().get(file));
    assertThat(decisions).allSatisfy(decision -> assertThat(decision.reason()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("files")
  void sent_as_it_is_to_another_account_a_file_opens_nothing(String file) {
    World world = new World();
    Intake elsewhere =
        new Intake(
            World.PLAN,
            "999988887777",
            world.store,
            world.controls,
            world.failing,
            world.executions,
            world.looks::add,
            world.alarms,
            () -> World.NOW.plusSeconds(86_400),
            new java.util.SplittableRandom(1));

    assertThat(elsewhere.receive(EventFiles.read(file)))
        .noneMatch(Decision.Opened.class::isInstance);
    assertThat(world.executions.calls()).isZero();
  }

  @ParameterizedTest
  @MethodSource("readable")
  void aws_own_classes_read_the_same(String file) {
    String raw = EventFiles.read(file);
    List<Reading> readings = EventReader.read(raw);
    JsonObject event = Json.object(raw);

    if (event.has("Records")) {
      sameAsTopic(decode(raw, SNSEvent.class), readings);
    } else if (event.has("detail-type")) {
      sameAsBus(decode(raw, ScheduledEvent.class), readings.getFirst());
    } else if (event.has("alarmData")) {
      sameAsAction(raw, readings.getFirst());
    } else {
      assertThat(event.text("do")).isIn("reconcile", "canaryFailed");
    }
  }

  private static void sameAsTopic(SNSEvent event, List<Reading> readings) {
    assertThat(readings).hasSameSizeAs(event.getRecords());
    for (int i = 0; i < readings.size(); i++) {
      SNSEvent.SNS sns = event.getRecords().get(i).getSNS();
      if (!(readings.get(i) instanceof Reading.Alarm alarm)) {
        assertThat(sns.getMessage()).doesNotStartWith("{");
        continue;
      }
      // AWS has no class for the message: an alarm's JSON as text.
      JsonObject message = Json.object(sns.getMessage());
      Arn topic = Arn.parse(sns.getTopicArn());
      assertThat(alarm.origin().accounts()).contains(message.text("AWSAccountId"), topic.account());
      assertThat(alarm.origin().regions()).containsExactly(topic.region());
      assertThat(alarm.name()).isEqualTo(message.text("AlarmName"));
      assertThat(sns.getSubject()).contains(alarm.state().name(), alarm.name());
      assertThat(sns.getTimestamp().getMillis() - alarm.at().toEpochMilli()).isBetween(0L, 1000L);
    }
  }

  private static void sameAsBus(ScheduledEvent event, Reading reading) {
    Map<String, Object> detail = event.getDetail();
    Origin origin =
        switch (reading) {
          case Reading.Alarm alarm -> {
            Map<?, ?> state = member(detail, "state");
            assertThat(alarm.name()).isEqualTo(detail.get("alarmName"));
            assertThat(event.getResources().getFirst()).endsWith(":alarm:" + alarm.name());
            assertThat(alarm.state().name()).isEqualTo(state.get("value"));
            assertThat(alarm.reason()).isEqualTo(state.get("reason"));
            assertThat(alarm.at().getEpochSecond() * 1000).isEqualTo(event.getTime().getMillis());
            yield alarm.origin();
          }
          case Reading.ApiCall call -> {
            assertThat(call.event()).isEqualTo(detail.get("eventName"));
            assertThat(call.runtimeId())
                .isEqualTo(member(detail, "requestParameters").get("agentRuntimeId"));
            assertThat(call.error())
                .isEqualTo(Optional.ofNullable(detail.get("errorCode")).orElse(""));
            assertThat(call.at().toEpochMilli()).isEqualTo(event.getTime().getMillis());
            yield call.origin();
          }
          case Reading.TestsFailed tests -> {
            assertThat(tests.agent()).isEqualTo(detail.get("agent"));
            assertThat(tests.commit()).isEqualTo(detail.get("commit"));
            assertThat(tests.at().toEpochMilli()).isEqualTo(event.getTime().getMillis());
            yield tests.origin();
          }
          case Reading other -> throw new AssertionError("not read: " + other);
        };
    assertThat(origin)
        .isEqualTo(new Origin(List.of(event.getAccount()), List.of(event.getRegion()), List.of()));
  }

  private static Map<?, ?> member(Map<String, Object> detail, String name) {
    return (Map<?, ?>) Objects.requireNonNull(detail.get(name));
  }

  private static void sameAsAction(String raw, Reading reading) {
    CloudWatchMetricAlarmEvent metric = decode(raw, CloudWatchMetricAlarmEvent.class);
    CloudWatchMetricAlarmEvent.State state = metric.getAlarmData().getState();
    if (!(reading instanceof Reading.Alarm alarm)) {
      assertThat(state.getValue()).isEqualTo("BROKEN");
      return;
    }
    assertThat(alarm.origin())
        .isEqualTo(
            new Origin(List.of(metric.getAccountId()), List.of(metric.getRegion()), List.of()));
    assertThat(metric.getAlarmArn()).endsWith(":alarm:" + alarm.name());
    assertThat(alarm.name()).isEqualTo(metric.getAlarmData().getAlarmName());
    assertThat(alarm.state().name()).isEqualTo(state.getValue());
    assertThat(alarm.reason()).isEqualTo(state.getReason());
    assertThat(alarm.at()).isEqualTo(Times.parse(state.getTimestamp()));
    if (alarm.rule().isEmpty()) {
      assertThat(alarm.measures())
          .isEqualTo(
              metric.getAlarmData().getConfiguration().getMetrics().stream()
                  .flatMap(one -> Optional.ofNullable(one.getMetricStat()).stream())
                  .map(CloudWatchMetricAlarmEvent.MetricStat::getMetric)
                  .map(one -> new Measure(one.getNamespace(), one.getName(), one.getDimensions()))
                  .toList());
    } else {
      CloudWatchCompositeAlarmEvent composite = decode(raw, CloudWatchCompositeAlarmEvent.class);
      assertThat(alarm.rule())
          .isEqualTo(composite.getAlarmData().getConfiguration().getAlarmRule());
      assertThat(composite.getAlarmData().getState().getReasonData()).contains(alarm.triggering());
    }
  }

  private static <T> T decode(String raw, Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, EventFilesTest.class.getClassLoader())
        .fromJson(raw);
  }
}
