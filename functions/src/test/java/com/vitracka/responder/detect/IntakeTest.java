package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.json.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Situations in which an event arrives. */
class IntakeTest {
  private static final String ERRORS = "alarm-sns-metric.json";
  private static final List<String> ONE_TROUBLE_BY_ALL_PATHS =
      List.of(
          "alarm-sns-metric.json",
          "alarm-eventbridge-metric.json",
          "alarm-action-composite.json",
          "canary-failed.json");

  private final World world = new World();

  @Test
  void an_alarm_opens_an_incident_and_starts_both_executions_under_its_name() {
    Decision decision = world.receiveFile(ERRORS);

    String id = world.theOpenIncident().id();
    assertThat(decision).isEqualTo(new Decision.Opened(id, "ERRORS of coach_companion"));
    assertThat(id).matches("20261124-101530-coach_companion-[a-z2-7]{4}");
    assertThat(world.executions.started())
        .containsExactlyInAnyOrder("RECOVERY " + id, "INFORM " + id);
    Signal signal = world.theOpenIncident().file().signals().getFirst();
    assertThat(signal.path()).isEqualTo(Path.SNS);
    assertThat(signal.trouble()).isEqualTo(Trouble.ERRORS);
    assertThat(signal.at()).isEqualTo(Instant.parse("2026-11-24T10:15:00.123Z"));
  }

  @Test
  void the_name_of_an_incident_fits_the_name_of_an_execution_however_long_the_agents_name() {
    assertThat(IncidentIds.next(World.NOW, "ä".repeat(100), new java.util.SplittableRandom(1)))
        .hasSizeLessThanOrEqualTo(80)
        .matches("[A-Za-z0-9_-]+");
  }

  @Test
  void the_same_trouble_by_every_path_and_twice_each_is_one_incident() {
    List<Decision> decisions = new ArrayList<>();
    for (String file : ONE_TROUBLE_BY_ALL_PATHS) {
      decisions.add(world.receiveFile(file));
      decisions.add(world.receiveFile(file));
    }

    assertThat(decisions.getFirst()).isInstanceOf(Decision.Opened.class);
    assertThat(decisions.subList(1, decisions.size()))
        .allMatch(Decision.Duplicate.class::isInstance);
    assertThat(world.executions.started()).hasSize(2);
    assertThat(world.theOpenIncident().file().signals())
        .as("one signal a path, though each came twice")
        .extracting(Signal::path)
        .containsExactlyInAnyOrder(Path.SNS, Path.EVENTBRIDGE, Path.ALARM_ACTION, Path.CANARY);
  }

  @Test
  void deliveries_at_the_same_moment_open_one_incident() throws Exception {
    List<Decision> decisions = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Decision>> deliveries = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String raw =
            EventFiles.read(ONE_TROUBLE_BY_ALL_PATHS.get(i % ONE_TROUBLE_BY_ALL_PATHS.size()));
        // A random generator of its own each, as each is a process of its own in Lambda.
        Intake intake = world.intakeOver(world.store);
        deliveries.add(() -> intake.receive(raw).getFirst());
      }
      for (Future<Decision> done : threads.invokeAll(deliveries)) {
        decisions.add(done.get());
      }
    }

    assertThat(decisions.stream().filter(Decision.Opened.class::isInstance)).hasSize(1);
    assertThat(decisions.stream().filter(Decision.Duplicate.class::isInstance)).hasSize(199);
    assertThat(world.executions.started()).hasSize(2);
  }

  @Test
  void two_agents_have_an_incident_each() {
    world.receiveFile(ERRORS);

    Decision other = world.receive(World.canaryFailed("meal_planner", World.NOW));

    assertThat(other).isInstanceOf(Decision.Opened.class);
    assertThat(world.store.listUnresolved()).hasSize(2);
  }

  @Test
  void a_crash_between_record_and_start_is_mended_by_the_next_delivery() {
    world.executions.crashOnce();
    assertThatThrownBy(() -> world.receiveFile(ERRORS)).isInstanceOf(World.Crash.class);
    assertThat(world.executions.started()).isEmpty();

    Decision redelivered = world.receiveFile(ERRORS);

    String id = world.theOpenIncident().id();
    assertThat(redelivered).isInstanceOf(Decision.Duplicate.class);
    assertThat(world.executions.started())
        .containsExactlyInAnyOrder("RECOVERY " + id, "INFORM " + id);
  }

  @Test
  void one_machine_that_does_not_start_keeps_the_other_from_nothing_and_is_told() {
    world.executions.isDown(Executions.Machine.RECOVERY, true);

    Decision decision = world.receiveFile(ERRORS);

    String id = world.theOpenIncident().id();
    assertThat(world.executions.started()).containsExactly("INFORM " + id);
    assertThat(decision).isInstanceOf(Decision.Opened.class);
    assertThat(decision.reason()).contains("RECOVERY", "throttled", "reconciler");

    world.executions.isDown(Executions.Machine.RECOVERY, false);
    world.receiveFile("canary-failed.json");
    assertThat(world.executions.started()).hasSize(2);
  }

  @Test
  void an_escalated_incident_takes_further_signs_and_is_not_started_again() {
    world.receiveFile(ERRORS);
    world.store.save(world.theOpenIncident().escalate(world.now, "both ways failed"));
    int calls = world.executions.calls();

    Decision decision = world.receiveFile(ERRORS);

    assertThat(decision).isInstanceOf(Decision.Duplicate.class);
    assertThat(world.executions.calls()).isEqualTo(calls);
  }

  @Test
  void a_sign_from_before_the_end_of_the_last_incident_opens_nothing_and_a_later_one_does() {
    world.receiveFile(ERRORS);
    world.resolve(World.NOW.plusSeconds(60));
    world.now = World.NOW.plusSeconds(120);

    Decision late = world.receiveFile("alarm-eventbridge-metric.json");
    Decision again =
        world.receive(World.canaryFailed("coach_companion", World.NOW.plusSeconds(100)));

    assertThat(late).isInstanceOf(Decision.Ignored.class);
    assertThat(late.reason()).contains("before the end of");
    assertThat(world.store.listRecordedSignals(World.COACH)).hasSize(1);
    assertThat(again).isInstanceOf(Decision.Opened.class);
  }

  @Test
  void an_ok_is_recorded_and_closes_nothing() {
    world.receiveFile(ERRORS);

    Decision decision = world.receiveFile("alarm-sns-ok.json");

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(world.theOpenIncident().id()).isNotBlank();
    assertThat(world.store.listRecordedSignals(World.COACH).getFirst().text()).startsWith("OK: ");
  }

  @Test
  void without_data_the_canary_is_asked_to_look() {
    Decision decision = world.receiveFile("alarm-eventbridge-insufficient-data.json");

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("the canary of coach_companion looks now");
    assertThat(world.looks).containsExactly("coach_companion");
    assertThat(world.store.listRecordedSignals(World.COACH)).hasSize(1);
  }

  @Test
  void a_canary_that_cannot_be_asked_is_told_and_the_signal_kept() {
    world.canaryIsDown = true;

    Decision decision = world.receiveFile("alarm-eventbridge-insufficient-data.json");

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("could not be asked", "throttled");
    assertThat(world.store.listRecordedSignals(World.COACH)).hasSize(1);
  }

  @Test
  void a_stale_signal_is_recorded_and_not_acted_on() {
    world.now = World.NOW.plus(Duration.ofMinutes(15));

    Decision decision = world.receiveFile(ERRORS);

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("stale", "15 minutes");
    assertThat(world.store.listRecordedSignals(World.COACH)).hasSize(1);
    assertThat(world.executions.calls()).isZero();
  }

  @Test
  void a_time_in_the_future_counts_as_the_time_of_arrival() {
    world.now = Instant.parse("2026-11-24T10:00:00Z");

    world.receiveFile(ERRORS);

    assertThat(world.theOpenIncident().file().startedAt()).isEqualTo(world.now);
  }

  @Test
  void a_forged_name_from_another_account_or_topic_is_recorded_with_the_reason() {
    Decision account = world.receiveFile("alarm-sns-other-account.json");
    Decision topic = world.receiveFile("alarm-sns-other-topic.json");

    assertThat(account.reason()).contains("unknown account '444455556666'");
    assertThat(topic.reason()).contains("unknown account '444455556666'");
    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.store.listRecordedSignals(World.NOBODY)).isNotEmpty();
  }

  @Test
  void an_alarm_of_another_region_is_recorded_only() {
    Decision decision =
        world.receive(
            EventFiles.read("alarm-action-metric.json").replace("eu-west-1", "us-east-1"));

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("unknown region 'us-east-1'");
  }

  @Test
  void the_metric_of_another_accounts_agent_of_the_same_name_is_not_ours() {
    String raw =
        EventFiles.read("alarm-eventbridge-metric-math.json")
            .replace(":111122223333:runtime/", ":444455556666:runtime/");

    Decision decision = world.receive(raw);

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("about no agent of the plan");
  }

  @Test
  void a_composite_over_several_agents_leaves_it_to_their_canaries() {
    String raw =
        EventFiles.read("alarm-eventbridge-composite.json")
            .replace("\\\"triggeringAlarms\\\":[{", "\\\"others\\\":[{")
            .replace("responder-coach_companion-canary", "responder-meal_planner-canary");

    Decision decision = world.receive(raw);

    assertThat(decision).isInstanceOf(Decision.Ignored.class);
    assertThat(decision.reason()).contains("several agents (coach_companion, meal_planner)");
    assertThat(world.looks).containsExactly("coach_companion", "meal_planner");
  }

  @Test
  void a_composite_that_fires_when_ours_does_not_is_not_about_the_agent() {
    String raw =
        EventFiles.read("alarm-action-composite.json")
            .replace("\\\"triggeringAlarms\\\":[{", "\\\"others\\\":[{")
            .replace("ALARM(\\\"", "NOT ALARM(\\\"");

    assertThat(world.receive(raw).reason()).contains("about no agent of the plan");
  }

  @Test
  void a_deletion_names_who_did_it() {
    Decision decision = world.receiveFile("cloudtrail-delete-agent-runtime.json");

    assertThat(decision).isInstanceOf(Decision.Opened.class);
    Signal signal = world.theOpenIncident().file().signals().getFirst();
    assertThat(signal.trouble()).isEqualTo(Trouble.AGENT_DELETED);
    assertThat(signal.text()).endsWith("assumed-role/Developer/jane");
  }

  @Test
  void failed_integration_tests_name_the_commit() {
    world.receiveFile("pipeline-integration-tests-failed.json");

    Signal signal = world.theOpenIncident().file().signals().getFirst();
    assertThat(signal.trouble()).isEqualTo(Trouble.TESTS_FAILED);
    assertThat(signal.commit()).isEqualTo("9f1c2ab");
    assertThat(signal.text()).contains("9f1c2ab", "answers_with_a_plan, keeps_the_session");
  }

  @Test
  void a_canary_of_no_agent_is_recorded_only() {
    Decision decision = world.receive(World.canaryFailed("nobody", World.NOW));

    assertThat(decision.reason()).contains("there is no agent 'nobody'");
    assertThat(world.store.listRecordedSignals(World.NOBODY)).hasSize(1);
  }

  @Test
  void an_event_of_another_kind_is_recorded_only() {
    String raw =
        EventFiles.read("alarm-eventbridge-metric.json")
            .replace("CloudWatch Alarm State Change", "AWS Health Event")
            .replace("aws.cloudwatch", "aws.health");

    assertThat(world.receive(raw).reason()).contains("aws.health: AWS Health Event");
    assertThat(world.store.listRecordedSignals(World.NOBODY)).hasSize(1);
  }

  @Test
  void an_unreadable_alarm_is_kept_whole_and_left_to_the_canary() {
    String raw = EventFiles.read("unreadable-alarm-state.json");

    Decision decision = world.receive(raw);

    assertThat(decision).isInstanceOf(Decision.Quarantined.class);
    assertThat(decision.reason()).contains("no state of an alarm: BROKEN");
    assertThat(world.store.listQuarantined().getFirst().raw()).isEqualTo(raw);
    assertThat(world.looks).containsExactly("coach_companion");
  }

  @Test
  void what_is_too_large_for_one_item_is_kept_in_parts() {
    String raw = "é".repeat(300_000);

    Decision decision = world.receive(raw);

    assertThat(decision.reason()).contains("larger than 250000 bytes");
    assertThat(world.store.listQuarantined())
        .allSatisfy(
            part ->
                assertThat(part.raw().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(250_000));
    assertThat(
            world.store.listQuarantined().stream()
                .map(part -> part.raw())
                .collect(Collectors.joining()))
        .isEqualTo(raw);
  }

  @Test
  void one_bad_record_among_good_ones_is_quarantined_alone() {
    Map<String, Object> good =
        new java.util.LinkedHashMap<>(
            Json.object(EventFiles.read(ERRORS)).objects("Records").getFirst().values());
    String raw =
        Json.write(
            Map.of("Records", List.of(Map.of("Sns", Map.of("Message", "\ud800 hello")), good)));

    List<Decision> decisions = world.intake.receive(raw);

    assertThat(decisions).hasSize(2);
    assertThat(decisions.getFirst()).isInstanceOf(Decision.Quarantined.class);
    assertThat(decisions.getLast()).isInstanceOf(Decision.Opened.class);
    assertThat(world.store.listQuarantined().getFirst().raw()).contains("? hello");
  }

  @Test
  void
      a_table_that_does_not_answer_gives_the_event_back_and_the_next_delivery_opens_the_incident() {
    Intake intake = world.intakeOver(refusing(world.store, "open"));

    assertThatThrownBy(() -> intake.receive(EventFiles.read(ERRORS)))
        .hasMessageContaining("open refused");

    assertThat(world.store.listQuarantined()).isEmpty();
    assertThat(world.receiveFile(ERRORS)).isInstanceOf(Decision.Opened.class);
  }

  @Test
  void one_record_that_fails_keeps_no_other_of_its_event_waiting() {
    Intake intake = world.intakeOver(refusing(world.store, "quarantine"));
    Map<String, Object> good =
        new java.util.LinkedHashMap<>(
            Json.object(EventFiles.read(ERRORS)).objects("Records").getFirst().values());
    String raw =
        Json.write(Map.of("Records", List.of(Map.of("Sns", Map.of("Message", "hello")), good)));

    assertThatThrownBy(() -> intake.receive(raw)).hasMessageContaining("quarantine refused");

    assertThat(world.theOpenIncident().file().signals()).hasSize(1);
    assertThat(world.intake.receive(raw).getLast()).isInstanceOf(Decision.Duplicate.class);
  }

  @Test
  void a_text_of_others_loses_what_could_mislead_a_reader() {
    String reason = "a\u202Eevil\u0007\nb" + "x".repeat(2000);
    String raw =
        World.canaryFailed("coach_companion", World.NOW)
            .replace(
                "\"424\"", Json.write(Map.of("x", reason)).replaceAll("^.x.:|}$|^\\{\"x\":", ""));

    world.receive(raw);

    assertThat(world.theOpenIncident().file().signals().getFirst().text())
        .startsWith("aevil  bxxx")
        .hasSize(1000);
  }

  private static IncidentStore refusing(IncidentStore store, String... methods) {
    List<String> refused = List.of(methods);
    return (IncidentStore)
        Proxy.newProxyInstance(
            IntakeTest.class.getClassLoader(),
            new Class<?>[] {IncidentStore.class},
            (proxy, method, arguments) -> {
              if (refused.contains(method.getName())) {
                throw new IllegalStateException(
                    method.getName().toLowerCase(Locale.ROOT) + " refused");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
