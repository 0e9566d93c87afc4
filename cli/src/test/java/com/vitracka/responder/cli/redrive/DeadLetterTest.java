package com.vitracka.responder.cli.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final Place PLACE = new Place("eu-west-1", "111122223333");
  private static final String INTAKE =
      "arn:aws:lambda:eu-west-1:111122223333:function:responder-intake:live";

  @Test
  void a_call_that_failed_goes_to_its_function_again_as_it_was() {
    DeadLetter letter =
        read(
            "look",
            """
            {"version":"1.0","requestContext":{"functionArn":"arn:x","condition":"RetriesExhausted"},
             "requestPayload":{"do":"canary","agent":"it's"},
             "responsePayload":{"errorType":"IllegalStateException","errorMessage":"no\\ncredentials"}}
            """,
            Map.of());

    assertThat(letter.destination())
        .isEqualTo(
            new Destination.Invoke(
                "responder-look:live", "{\"do\":\"canary\",\"agent\":\"it's\"}"));
    assertThat(letter.destination().call())
        .contains("--function-name responder-look:live")
        .contains("'{\"do\":\"canary\",\"agent\":\"it'\\''s\"}'");
    assertThat(letter.error()).isEqualTo("IllegalStateException: no credentials");
  }

  @Test
  void a_notification_goes_to_intake_in_the_shape_that_SNS_gives_it() {
    DeadLetter letter =
        read(
            "signals",
            """
            {"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-west-1:1:responder-alarms",
             "Message":"{\\"AlarmName\\":\\"a\\"}"}
            """,
            Map.of());

    assertThat(letter.from()).isEqualTo("subscription of topic responder-alarms");
    assertThat(letter.destination())
        .isInstanceOfSatisfying(
            Destination.Invoke.class,
            invoke -> {
              assertThat(invoke.function()).isEqualTo("responder-intake:live");
              JsonObject record = Json.object(invoke.payload()).objects("Records").getFirst();
              assertThat(record.text("EventSource")).isEqualTo("aws:sns");
              assertThat(record.object("Sns").text("Message")).isEqualTo("{\"AlarmName\":\"a\"}");
            });
  }

  @Test
  void an_event_goes_to_the_target_that_did_not_take_it() {
    DeadLetter letter =
        read(
            "signals",
            "{\"detail-type\":\"x\"}",
            Map.of(
                "RULE_ARN", "arn:aws:events:eu-west-1:111122223333:rule/Alarms",
                "TARGET_ARN", INTAKE,
                "ERROR_CODE", "NO_PERMISSIONS",
                "ERROR_MESSAGE", "denied"));

    assertThat(letter.from()).isEqualTo("rule Alarms");
    assertThat(letter.error()).isEqualTo("NO_PERMISSIONS denied");
    assertThat(letter.destination())
        .isEqualTo(new Destination.Invoke("responder-intake:live", "{\"detail-type\":\"x\"}"));
  }

  @Test
  void a_notice_of_a_failed_execution_goes_to_people() {
    DeadLetter letter =
        read(
            "signals",
            "could not finish",
            Map.of("RULE_ARN", "arn:r", "TARGET_ARN", PLACE.fallbackTopicArn(), "ERROR_CODE", "X"));

    assertThat(letter.destination())
        .isInstanceOfSatisfying(
            Destination.Publish.class,
            publish -> assertThat(publish.message()).endsWith("could not finish"));
  }

  @Test
  void a_run_of_a_schedule_is_not_made_up_for() {
    DeadLetter letter =
        read(
            "signals",
            "{\"do\":\"reconcile\"}",
            Map.of(
                "SCHEDULE_ARN",
                "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/responder-reconcile",
                "TARGET_ARN",
                INTAKE));

    assertThat(letter.from()).isEqualTo("schedule responder-reconcile");
    assertThat(letter.destination()).isInstanceOf(Destination.Superseded.class);
  }

  @Test
  void what_names_another_target_or_has_no_known_shape_stays() {
    assertThat(
            read(
                    "signals",
                    "{}",
                    Map.of(
                        "TARGET_ARN",
                        "arn:aws:lambda:eu-west-1:111122223333:function:payroll:live"))
                .destination())
        .isInstanceOf(Destination.Unknown.class);
    assertThat(read("intake", "{\"a\":1}", Map.of()).destination())
        .isInstanceOf(Destination.Unknown.class);
    assertThat(read("intake", "not json", Map.of()).destination())
        .isInstanceOf(Destination.Unknown.class);
  }

  private static DeadLetter read(String queue, String body, Map<String, String> attributes) {
    return DeadLetter.read(Place.QUEUES + queue, body, attributes, PLACE);
  }
}
