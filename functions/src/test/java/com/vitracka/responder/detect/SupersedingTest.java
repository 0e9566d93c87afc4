package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What becomes of signals about an agent whose incident was handed to people. */
class SupersedingTest {
  private static final String THROTTLED = "the agent is throttled";
  private static final String RIGHT = "the agent answers right";
  private static final String REFUSED = "the agent refuses our canary";

  private final World world = new World();

  @Test
  void an_agent_that_crashes_while_its_throttling_is_with_people_gets_an_incident_of_its_own() {
    String throttled = escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);
    pass(Duration.ofHours(1));

    Decision decision = canary("cannot start");

    String next = ((Decision.Opened) decision).incident();
    assertThat(next).isNotEqualTo(throttled);
    assertThat(world.executions.started()).contains("RECOVERY " + next, "INFORM " + next);
    assertThat(world.store.get(throttled))
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            old -> {
              assertThat(old.isSuperseded()).isTrue();
              assertThat(old.resolution())
                  .isEqualTo("superseded by a worse or different trouble; see the next incident");
            });
  }

  @Test
  void failed_tests_from_before_the_escalation_keep_the_commit_that_they_speak_of() {
    escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);

    assertThat(world.receiveFile("pipeline-integration-tests-failed.json"))
        .isInstanceOf(Decision.Opened.class);

    assertThat(world.theOpenIncident().file().signals().getFirst().commit()).isEqualTo("9f1c2ab");
  }

  @Test
  void errors_of_users_are_new_to_a_refused_canary_and_the_next_errors_are_not() {
    String refused = escalated("responder-coach_companion-canary", Severity.P3, REFUSED);
    pass(Duration.ofHours(1));

    assertThat(alarm("responder-coach_companion-errors")).isInstanceOf(Decision.Opened.class);
    Incident.Open next = world.theOpenIncident();
    escalate(next, Severity.P3, Remedy.TELL, REFUSED);
    pass(Duration.ofMinutes(5));

    assertThat(next.id()).isNotEqualTo(refused);
    assertThat(alarm("responder-coach_companion-errors")).isInstanceOf(Decision.Duplicate.class);
    assertThat(alarm("responder-coach_companion-canary"))
        .as("known from the incident before")
        .isInstanceOf(Decision.Duplicate.class);
    assertThat(canary("refuses our canary")).isInstanceOf(Decision.Duplicate.class);
  }

  @Test
  void a_canary_that_was_refused_and_now_cannot_start_the_agent_is_new_once() {
    escalated("responder-coach_companion-canary", Severity.P2, REFUSED);
    pass(Duration.ofMinutes(1));
    assertThat(canary("refuses our canary")).isInstanceOf(Decision.Duplicate.class);
    pass(Duration.ofMinutes(1));

    assertThat(canary("cannot start")).isInstanceOf(Decision.Opened.class);
    escalate(world.theOpenIncident(), Severity.P2, Remedy.TELL, RIGHT);
    pass(Duration.ofMinutes(1));

    assertThat(canary("cannot start")).isInstanceOf(Decision.Duplicate.class);
    assertThat(canary("refuses our canary")).isInstanceOf(Decision.Duplicate.class);
  }

  @Test
  void whatever_comes_each_minute_the_chain_of_incidents_ends() {
    escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);
    int opened = 0;
    for (int minute = 0; minute < 100; minute++) {
      pass(Duration.ofMinutes(1));
      for (Decision decision :
          List.of(
              canary(minute % 2 == 0 ? "cannot start" : "does not answer in time"),
              alarm("responder-coach_companion-errors"),
              alarm("responder-coach_companion-latency"),
              alarm("responder-coach_companion-canary"),
              alarm("responder-coach_companion-throttles"))) {
        if (decision instanceof Decision.Opened) {
          opened++;
          pass(Duration.ofSeconds(1));
          escalate(world.theOpenIncident(), Severity.P2, Remedy.TELL, RIGHT);
          pass(Duration.ofSeconds(1));
        }
      }
    }

    assertThat(opened).isBetween(1, 5);
  }

  @Test
  void the_alarms_of_a_complete_outage_that_was_handed_over_are_part_of_it() {
    world.receive(World.canaryFailed("coach_companion", world.now));
    Incident.Open open = world.theOpenIncident();
    pass(Duration.ofMinutes(1));
    escalate(open, Severity.P1, Remedy.REDEPLOY, "the agent cannot start");
    pass(Duration.ofMinutes(5));

    assertThat(alarm("responder-coach_companion-errors")).isInstanceOf(Decision.Duplicate.class);
    assertThat(canary("does not answer in time")).isInstanceOf(Decision.Duplicate.class);
  }

  @Test
  void a_signal_that_was_delivered_before_a_crash_is_still_new_when_it_comes_again() {
    String throttled = escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);
    pass(Duration.ofMinutes(10));
    Incident.Escalated before = (Incident.Escalated) world.store.get(throttled);
    // It was added and the old incident ended; then the process died.
    world.store.save(before.supersede(world.now.minusMillis(1)));

    assertThat(canary("cannot start")).isInstanceOf(Decision.Opened.class);
  }

  @Test
  void an_incident_that_was_superseded_is_no_recovery_for_the_budget() {
    String id = escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);
    Incident.Escalated escalated = (Incident.Escalated) world.store.get(id);
    world.store.save(
        new Incident.Escalated(
            escalated
                .file()
                .with(
                    new StepRecord(
                        1,
                        new Step.Redeploy(),
                        world.now,
                        new StepState.Done(world.now, world.now, "7"))),
            escalated.escalatedAt(),
            escalated.reason()));
    pass(Duration.ofMinutes(10));

    canary("cannot start");

    assertThat(world.theOpenIncident().file().recoveriesBefore()).isEmpty();
  }

  @Test
  void a_new_kind_of_alarm_whose_event_was_lost_is_found_by_the_comparison() {
    escalated("responder-coach_companion-throttles", Severity.P2, THROTTLED);
    pass(Duration.ofMinutes(10));
    world.alarms.fire("responder-coach_companion-throttles", Duration.ofMinutes(1));
    assertThat(World.decision(world.reconcile())).isEqualTo("IGNORED");
    world.alarms.fire("responder-coach_companion-errors", Duration.ofMinutes(-9));

    assertThat(World.decision(world.reconcile())).isEqualTo("INCIDENT");
    assertThat(World.decision(world.reconcile())).isEqualTo("IGNORED");
  }

  private String escalated(String alarm, Severity severity, String seen) {
    assertThat(alarm(alarm)).isInstanceOf(Decision.Opened.class);
    Incident.Open open = world.theOpenIncident();
    pass(Duration.ofSeconds(30));
    escalate(open, severity, Remedy.TELL, seen);
    pass(Duration.ofSeconds(1));
    return open.id();
  }

  private void escalate(Incident.Open open, Severity severity, Remedy remedy, String seen) {
    Assessment assessment =
        new Assessment(
            world.now,
            severity,
            OptionalInt.empty(),
            "a rule",
            remedy,
            "a cause",
            "a resort",
            "",
            List.of("canary: " + seen + " (700 ms)"));
    world.store.save(open.with(assessment).escalate(world.now, "no deployment helps"));
  }

  private Decision alarm(String name) {
    return world.receive(
        EventFiles.read("alarm-eventbridge-metric.json")
            .replace("responder-coach_companion-latency", name)
            .replace("2026-11-24T10:15:00.123", world.now.toString().replace("Z", "")));
  }

  private Decision canary(String words) {
    return world.receive(
        World.canaryFailed("coach_companion", world.now).replace("\"424\"", "\"" + words + "\""));
  }

  private void pass(Duration time) {
    world.now = world.now.plus(time);
  }
}
