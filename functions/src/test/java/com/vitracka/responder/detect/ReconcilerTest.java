package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the comparison each minute finds and mends. */
class ReconcilerTest {
  private static final String ERRORS = "responder-coach_companion-errors";

  private final World world = new World();

  @Test
  void all_is_well() {
    assertThat(world.reconcile().toDocument())
        .containsEntry("decision", "IGNORED")
        .containsEntry(
            "reason", "no alarm without its incident, no incident without its executions");
  }

  @Test
  void an_alarm_of_which_every_event_was_lost_opens_its_incident_however_old_it_is() {
    world.alarms.fire(ERRORS, Duration.ofHours(2));

    Decision decision = world.reconcile();

    String id = world.theOpenIncident().id();
    assertThat(decision.toDocument())
        .containsEntry("decision", "INCIDENT")
        .containsEntry("incident", id);
    Signal signal = world.theOpenIncident().file().signals().getFirst();
    assertThat(signal.path()).isEqualTo(Signal.Path.RECONCILER);
    assertThat(signal.trouble()).isEqualTo(Signal.Trouble.ERRORS);
    assertThat(world.executions.started()).hasSize(2);
  }

  @Test
  void an_alarm_that_has_its_incident_is_left_alone() {
    world.receiveFile("alarm-sns-metric.json");
    world.alarms.fire(ERRORS, Duration.ofSeconds(30));

    Decision decision = world.reconcile();

    assertThat(World.decision(decision)).isEqualTo("IGNORED");
    assertThat(world.theOpenIncident().file().signals()).hasSize(1);
  }

  @Test
  void two_alarms_of_one_agent_are_one_incident() {
    world.alarms.fire(ERRORS, Duration.ofMinutes(1));
    world.alarms.fire("responder-coach_companion-latency", Duration.ofMinutes(1));

    world.reconcile();

    assertThat(world.theOpenIncident().file().signals()).hasSize(2);
  }

  @Test
  void an_alarm_that_has_not_yet_gone_back_after_a_recovery_is_left_alone() {
    world.receiveFile("alarm-sns-metric.json");
    world.resolve(World.NOW);
    world.alarms.fire(ERRORS, Duration.ofSeconds(30));

    Decision decision = world.reconcile();

    assertThat(World.decision(decision)).isEqualTo("IGNORED");
    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.recorded()).isEmpty();
  }

  @Test
  void an_alarm_that_fired_again_after_a_recovery_opens_the_next_incident() {
    world.receiveFile("alarm-sns-metric.json");
    world.resolve(World.NOW.plusSeconds(10));
    world.now = World.NOW.plusSeconds(120);
    world.alarms.fire(ERRORS, Duration.ofMinutes(-1));

    assertThat(World.decision(world.reconcile())).isEqualTo("INCIDENT");
  }

  @Test
  void an_alarm_that_never_went_back_after_a_recovery_is_a_trouble_of_now() {
    world.receiveFile("alarm-sns-metric.json");
    world.resolve(World.NOW);
    world.alarms.fire(ERRORS, Duration.ofSeconds(30));
    Duration patience =
        World.PLAN.windows().stability().plus(World.PLAN.windows().alarmPeriod().multipliedBy(2));
    world.now = World.NOW.plus(patience).minusSeconds(1);
    assertThat(World.decision(world.reconcile())).isEqualTo("IGNORED");
    world.now = World.NOW.plus(patience);

    assertThat(World.decision(world.reconcile())).isEqualTo("INCIDENT");

    assertThat(world.theOpenIncident().file().startedAt()).isEqualTo(world.now);
    assertThat(World.decision(world.reconcile())).isEqualTo("IGNORED");
  }

  @Test
  void of_a_storm_whose_every_event_was_lost_a_part_is_taken_up_each_minute() {
    Plan plan = TestPlans.planOfAgents(100);
    Intake intake = world.intakeOver(world.store, plan);
    for (Agent agent : plan.agents()) {
      world.alarms.fire(agent.alarm(AgentAlarm.ERRORS), Duration.ofMinutes(1));
    }

    List<Decision.Reconciled> minutes = new ArrayList<>();
    for (int minute = 0; minute < 4; minute++) {
      minutes.add((Decision.Reconciled) intake.receive("{\"do\":\"reconcile\"}").getFirst());
      world.now = world.now.plus(Duration.ofMinutes(1));
    }

    assertThat(minutes.getFirst().opened()).as("one each of two agents, the account's").hasSize(3);
    assertThat(minutes.getFirst().failures())
        .containsExactly("50 alarms that fire are left for the next minutes");
    assertThat(minutes.subList(1, 4)).allSatisfy(next -> assertThat(next.opened()).isEmpty());
    assertThat(minutes.getLast().failures()).isEmpty();
    assertThat(world.store.listUnresolved()).hasSize(3);
    assertThat(world.store.listOf(World.NOBODY, 1).getFirst().file().signals())
        .extracting(Signal::name)
        .doesNotHaveDuplicates()
        .hasSize(98);
  }

  @Test
  void alarms_of_agents_that_the_accounts_incident_names_cost_nothing() {
    Plan plan = TestPlans.planOfAgents(20);
    Intake intake = world.intakeOver(world.store, plan);
    for (Agent agent : plan.agents()) {
      world.alarms.fire(agent.alarm(AgentAlarm.ERRORS), Duration.ofMinutes(1));
    }
    intake.receive("{\"do\":\"reconcile\"}");
    long before = world.failing.note("agent_20", world.now, Duration.ofMinutes(5));

    Decision again = intake.receive("{\"do\":\"reconcile\"}").getFirst();

    assertThat(before).isPositive();
    assertThat(World.decision(again)).isEqualTo("IGNORED");
    assertThat(world.store.listOf(World.NOBODY, 1).getFirst().file().signals()).hasSize(18);
    assertThat(world.recorded()).isEmpty();
  }

  @Test
  void alarms_that_go_on_firing_open_no_second_incident_of_the_account() {
    Plan plan = TestPlans.planOfAgents(20);
    Intake intake = world.intakeOver(world.store, plan);
    for (Agent agent : plan.agents()) {
      world.alarms.fire(agent.alarm(AgentAlarm.ERRORS), Duration.ofMinutes(1));
    }
    intake.receive("{\"do\":\"reconcile\"}");
    Incident account = world.store.listOf(World.NOBODY, 1).getFirst();
    world.store.save(((Incident.Open) account).escalate(world.now, "AgentCore is out"));

    for (int minute = 0; minute < 90; minute++) {
      world.now = world.now.plus(Duration.ofMinutes(1));
      intake.receive("{\"do\":\"reconcile\"}");
    }

    assertThat(world.store.listOf(World.NOBODY, 5)).hasSize(1);
    assertThat(world.store.listUnresolved()).hasSize(3);
  }

  @Test
  void an_open_incident_without_executions_is_started() {
    world.executions.crashOnce();
    assertThatThrownBy(() -> world.receiveFile("canary-failed.json"))
        .isInstanceOf(World.Crash.class);

    Decision decision = world.reconcile();

    String id = world.theOpenIncident().id();
    assertThat(decision.reason()).contains("started [" + id + "]");
    assertThat(world.executions.started())
        .containsExactlyInAnyOrder("RECOVERY " + id, "INFORM " + id);
    assertThat(((Decision.Reconciled) world.reconcile()).started()).isEmpty();
  }

  @Test
  void an_escalated_incident_is_not_started_again() {
    world.receiveFile("canary-failed.json");
    Incident.Open open = world.theOpenIncident();
    world.store.save(open.escalate(World.NOW, "both ways failed"));
    int calls = world.executions.calls();

    world.reconcile();

    assertThat(world.executions.calls()).isEqualTo(calls);
  }

  @Test
  void cloudwatch_that_does_not_answer_keeps_no_incident_from_its_executions() {
    world.executions.crashOnce();
    assertThatThrownBy(() -> world.receiveFile("canary-failed.json"))
        .isInstanceOf(World.Crash.class);
    world.alarms.isDown = true;

    Decision decision = world.reconcile();

    assertThat(decision.reason()).contains("failed: the alarms", "CloudWatch is throttled");
    assertThat(world.executions.started()).hasSize(2);
  }

  @Test
  void one_machine_that_is_down_stops_the_incident_of_no_other_agent() {
    world.executions.isDown(Executions.Machine.RECOVERY, true);
    world.alarms.fire(ERRORS, Duration.ofMinutes(1));
    world.alarms.fire("responder-meal_planner-canary", Duration.ofMinutes(1));

    Decision decision = world.reconcile();

    assertThat(((Decision.Reconciled) decision).opened()).hasSize(2);
    assertThat(world.executions.started()).hasSize(2).allMatch(it -> it.startsWith("INFORM"));
  }

  @Test
  void an_incident_whose_recovery_died_is_handed_to_people() {
    for (Executions.Outcome outcome : Executions.Outcome.values()) {
      World world = new World();
      world.receiveFile("canary-failed.json");
      String id = world.theOpenIncident().id();
      world.executions.end(Executions.Machine.RECOVERY, id, outcome, World.NOW);

      world.reconcile();

      assertThat(world.store.get(id))
          .isInstanceOfSatisfying(
              Incident.Escalated.class,
              escalated ->
                  assertThat(escalated.reason())
                      .isEqualTo(
                          "the Recovery execution ended as "
                              + outcome
                              + "; the responder has stopped working on it"));
    }
  }

  @Test
  void people_are_told_on_when_inform_dies_five_executions_long() {
    world.receiveFile("canary-failed.json");
    String id = world.theOpenIncident().id();
    String name = id;
    for (int number = 2; number <= 7; number++) {
      world.executions.end(Executions.Machine.INFORM, name, Executions.Outcome.FAILED, World.NOW);
      world.reconcile();
      world.reconcile();
      name = id + "-" + number;
    }

    assertThat(world.executions.started())
        .containsExactlyInAnyOrder(
            "RECOVERY " + id,
            "INFORM " + id,
            "INFORM " + id + "-2",
            "INFORM " + id + "-3",
            "INFORM " + id + "-4",
            "INFORM " + id + "-5");
  }

  @Test
  void an_end_that_comes_after_the_last_message_is_told_once() {
    world.receiveFile("canary-failed.json");
    Incident.Open open = world.theOpenIncident();
    world.executions.end(
        Executions.Machine.INFORM,
        open.id(),
        Executions.Outcome.SUCCEEDED,
        World.NOW.plus(Duration.ofHours(24)));
    world.now = World.NOW.plus(Duration.ofHours(30));
    world.store.save(
        world.store.save(open.escalate(World.NOW, "no way")).resolve(world.now, "by hand"));

    world.reconcile();
    world.reconcile();

    assertThat(world.executions.started()).hasSize(3).contains("INFORM " + open.id() + "-told");
  }

  @Test
  void an_end_that_inform_lived_to_tell_is_not_told_again() {
    world.receiveFile("canary-failed.json");
    world.resolve(World.NOW.plusSeconds(60));
    world.now = World.NOW.plusSeconds(70);
    world.reconcile();
    world.executions.end(
        Executions.Machine.INFORM,
        world.store.listOf(World.COACH, 1).getFirst().id(),
        Executions.Outcome.SUCCEEDED,
        World.NOW.plusSeconds(80));
    world.now = World.NOW.plusSeconds(120);

    world.reconcile();

    assertThat(world.executions.started()).hasSize(2);
  }
}
