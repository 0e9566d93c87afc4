package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** More than two agents that begin to fail within five minutes are one incident of the account. */
class SeveralAgentsTest {
  private static final Subject ACCOUNT = new Subject.WholeAccount();
  private final Plan plan = TestPlans.planOfAgents(20);
  private final World world = new World();
  private final Intake intake = world.intakeOver(world.store, plan);

  private Decision fails(int agent) {
    return intake.receive(World.canaryFailed("agent_" + agent, world.now)).getFirst();
  }

  private void later(Duration time) {
    world.now = world.now.plus(time);
  }

  private Incident ofTheAccount() {
    return world.store.listOf(ACCOUNT, 1).getFirst();
  }

  @Test
  void the_third_agent_opens_it_and_the_others_join() {
    assertThat(fails(1)).isInstanceOf(Decision.Opened.class);
    assertThat(fails(2)).isInstanceOf(Decision.Opened.class);

    Decision third = fails(3);
    List<Decision> others = List.of(fails(4), fails(5), fails(4));

    Incident account = ofTheAccount();
    assertThat(third).isEqualTo(new Decision.Opened(account.id(), "CANARY_FAILED of account"));
    assertThat(others)
        .allMatch(
            decision ->
                decision instanceof Decision.Duplicate duplicate
                    && duplicate.incident().equals(account.id()));
    assertThat(world.store.listUnresolved()).hasSize(3);
    assertThat(account.file().signals())
        .extracting(Signal::name)
        .containsExactly(
            "responder-agent_3-canary", "responder-agent_4-canary", "responder-agent_5-canary");
    assertThat(world.executions.started())
        .contains("RECOVERY " + account.id(), "INFORM " + account.id());
  }

  @Test
  void an_agent_that_has_an_incident_already_keeps_it() {
    fails(1);
    fails(2);
    fails(3);

    assertThat(fails(1))
        .isInstanceOfSatisfying(
            Decision.Duplicate.class,
            duplicate -> assertThat(duplicate.incident()).contains("agent_1"));
  }

  @Test
  void agents_that_fail_one_after_the_other_have_an_incident_each() {
    for (int agent = 1; agent <= 5; agent++) {
      assertThat(fails(agent)).isInstanceOf(Decision.Opened.class);
      later(Duration.ofMinutes(4));
    }

    assertThat(world.store.listOf(ACCOUNT, 1)).isEmpty();
    assertThat(world.store.listUnresolved()).hasSize(5);
  }

  @Test
  void what_has_no_common_cause_is_not_put_together_again() {
    fails(1);
    fails(2);
    fails(3);
    world.store.save(((Incident.Open) ofTheAccount()).split(world.now));
    later(Duration.ofSeconds(30));

    List<Decision> again = List.of(fails(3), fails(4));

    assertThat(again).allMatch(Decision.Opened.class::isInstance);
    assertThat(world.store.listOf(ACCOUNT, 5)).hasSize(1);
  }

  @Test
  void after_a_split_a_few_have_their_own_and_many_are_put_together_again() {
    for (int agent = 1; agent <= 3; agent++) {
      fails(agent);
    }
    world.store.save(((Incident.Open) ofTheAccount()).split(world.now));
    later(Duration.ofSeconds(1));

    for (int agent = 4; agent <= 20; agent++) {
      fails(agent);
      later(Duration.ofSeconds(1));
    }

    assertThat(world.store.listOf(ACCOUNT, 5)).hasSize(2);
    assertThat(ofTheAccount()).isInstanceOf(Incident.Open.class);
    assertThat(world.store.listUnresolved())
        .as("agents 1, 2, and 4 to 10 by themselves, the account's for the rest")
        .hasSize(10);
  }

  @Test
  void an_alarm_from_before_a_split_is_not_late_when_many_follow() {
    for (int agent = 1; agent <= 3; agent++) {
      fails(agent);
    }
    world.store.save(((Incident.Open) ofTheAccount()).split(world.now));

    for (int agent = 4; agent <= 20; agent++) {
      assertThat(fails(agent)).as("agent " + agent).isNotInstanceOf(Decision.Ignored.class);
    }

    assertThat(ofTheAccount()).isInstanceOf(Incident.Open.class);
  }

  @Test
  void agents_that_fail_on_and_on_in_an_escalated_one_are_not_told_again_each_half_hour() {
    for (int agent = 1; agent <= 5; agent++) {
      fails(agent);
    }
    world.store.save(((Incident.Open) ofTheAccount()).escalate(world.now, "AgentCore is out"));

    for (int minute = 1; minute <= 120; minute++) {
      later(Duration.ofMinutes(1));
      for (int agent = 3; agent <= 5; agent++) {
        assertThat(fails(agent)).as("minute " + minute).isInstanceOf(Decision.Duplicate.class);
      }
    }

    assertThat(world.store.listOf(ACCOUNT, 5)).hasSize(1);
  }

  @Test
  void an_escalated_one_that_everybody_forgot_makes_room_after_a_day() {
    for (int agent = 1; agent <= 5; agent++) {
      fails(agent);
    }
    world.store.save(((Incident.Open) ofTheAccount()).escalate(world.now, "AgentCore is out"));
    later(Duration.ofHours(25));

    List<Decision> again = List.of(fails(3), fails(4), fails(5));

    assertThat(again.getLast()).isInstanceOf(Decision.Opened.class);
    assertThat(world.store.listOf(ACCOUNT, 5)).hasSize(2);
  }

  @Test
  void executions_are_started_once_and_not_by_each_alarm_of_a_storm() {
    for (int agent = 1; agent <= 20; agent++) {
      fails(agent);
      fails(agent);
    }

    assertThat(world.executions.calls()).as("two for each of three incidents").isEqualTo(6);
  }

  @Test
  void an_escalated_one_takes_in_what_fails_soon_after_and_makes_room_later() {
    fails(1);
    fails(2);
    fails(3);
    String first = ofTheAccount().id();
    world.store.save(((Incident.Open) ofTheAccount()).escalate(world.now, "AgentCore is out"));
    later(Duration.ofMinutes(2));
    assertThat(fails(4)).isInstanceOf(Decision.Duplicate.class);

    later(Duration.ofHours(3));
    fails(5);
    fails(6);
    Decision next = fails(7);

    assertThat(next).isInstanceOf(Decision.Opened.class);
    assertThat(ofTheAccount().id()).isNotEqualTo(first);
    assertThat(world.store.get(first)).isInstanceOf(Incident.Resolved.class);
  }

  @Test
  void an_agent_on_hold_and_a_retired_one_are_recorded_and_acted_on_by_nobody() {
    Setting hold =
        new Setting("jane", world.now, "moves", Optional.of(world.now.plus(Duration.ofHours(1))));
    world.controls.change("agent_1", controls -> controls.withHold(Optional.of(hold)));
    world.controls.change(
        "agent_2",
        controls ->
            controls.withRetired(
                Optional.of(new Setting("jane", world.now, "replaced", Optional.empty()))));

    assertThat(fails(1)).isInstanceOf(Decision.Ignored.class);
    assertThat(fails(2)).isInstanceOf(Decision.Ignored.class);
    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.store.listRecordedSignals(new Subject.OneAgent("agent_1"))).hasSize(1);

    later(Duration.ofHours(1));

    assertThat(fails(1)).as("the hold is over").isInstanceOf(Decision.Opened.class);
  }
}
