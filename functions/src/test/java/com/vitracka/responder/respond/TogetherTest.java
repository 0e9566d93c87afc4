package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Incidents of the account: is there one cause, and nothing is changed for all. */
class TogetherTest {
  private static final String ID = "incident-of-the-account";
  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final AgentWorld world =
      new AgentWorld(clock).deployedByTeam(clock.instant().minus(Duration.ofDays(3)));
  private final Driver driver = new Driver(clock, TestPlans.planOfAgents(20), world);

  private Incident walked(int failing) {
    return walked(failing, ID);
  }

  private Incident walked(int failing, String id) {
    for (int agent = 1; agent <= failing; agent++) {
      Instant now = clock.instant();
      IncidentStore.Opening opening =
          driver.incidents.open(
              new Subject.WholeAccount(),
              new Signal(
                  Signal.Path.SNS,
                  Signal.Trouble.ERRORS,
                  "responder-agent_" + agent + "-errors",
                  now,
                  now,
                  "errors"),
              id,
              now);
      assertThat(opening).isNotInstanceOf(IncidentStore.Opening.Late.class);
    }
    return driver.walk(id);
  }

  private static Assessment assessment(Incident incident) {
    return incident.file().findAssessment().orElseThrow();
  }

  private void assertTold(Incident end, String rule, String words) {
    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Escalated.class, escalated -> assertThat(escalated.reason()).contains(words));
    assertThat(assessment(end).rule()).isEqualTo(rule);
    assertThat(world.calls).isEmpty();
  }

  @Test
  void an_agentcore_that_answers_for_none_is_told_as_one() {
    world.health = version -> Answer.UNREACHABLE;

    assertTold(walked(5), "all-unreachable", "AgentCore answers for none");
  }

  @Test
  void a_model_that_is_out_for_all_is_told_as_one() {
    world.health = version -> Answer.MODEL_DOWN;

    assertTold(walked(3), "all-model-down", "model behind the agents");
  }

  @Test
  void deleted_runtimes_are_told_as_one() {
    world.health = version -> Answer.MISSING;

    assertTold(walked(3), "all-missing", "deleted");
  }

  @Test
  void a_quota_that_is_used_up_is_told_as_one() {
    world.health = version -> Answer.THROTTLED;

    assertTold(walked(3), "all-throttled", "quota");
  }

  @Test
  void a_canary_that_nobody_answers_to_is_told_as_one() {
    world.health = version -> Answer.REFUSED;

    assertTold(walked(3), "all-refused", "Our own canary");
  }

  @Test
  void a_few_agents_without_a_common_cause_get_an_incident_each() {
    world.health = version -> Answer.CRASHED;

    Incident end = walked(3);

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Resolved.class, resolved -> assertThat(resolved.isSplit()).isTrue());
    assertThat(assessment(end).rule()).isEqualTo("no-common-cause");
    assertThat(world.calls).isEmpty();
  }

  @Test
  void agents_that_answer_again_are_each_looked_at_by_themselves() {
    Incident end = walked(4);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(assessment(end).rule()).isEqualTo("all-healthy");
  }

  @Test
  void alarms_of_many_agents_that_answer_right_are_told_as_one_and_not_split() {
    assertTold(walked(12), "many-alarms", "12 agents or more have alarms at once");
  }

  @Test
  void what_was_split_a_moment_ago_is_not_split_again() {
    world.health = version -> Answer.CRASHED;
    walked(3);
    clock.pass(Duration.ofMinutes(1));

    assertTold(walked(3, "second"), "many-agents", "Many agents fail at once");
  }

  @Test
  void many_agents_are_one_trouble_even_when_its_cause_is_not_seen() {
    world.health = version -> Answer.CRASHED;

    Incident end = walked(12);

    assertTold(end, "many-agents", "12 agents or more fail at once");
    assertThat(assessment(end).severity()).isEqualTo(Severity.P1);
    assertThat(assessment(end).findings())
        .as("some are looked at, not all")
        .hasSize(5)
        .first()
        .asString()
        .startsWith("agent_1, canary: ");
  }
}
