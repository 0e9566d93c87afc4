package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole incidents, from the first look to the end. */
class RecoveryTest {
  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final Instant longAgo = clock.instant().minus(Duration.ofDays(3));
  private final Instant justNow = clock.instant().minus(Duration.ofMinutes(1));
  private Plan plan = TestPlans.plan();
  private final AgentWorld world = new AgentWorld(clock);

  private Driver driver() {
    return new Driver(clock, plan, world);
  }

  private static void knownGood(Driver driver, String version, Instant since) {
    driver.versions.rightAnswer("coach_companion", version, since, Duration.ZERO);
  }

  private void imported(Driver driver, String version, String release) {
    driver.versions.record(
        "coach_companion", version, Optional.of(release), Optional.empty(), "jane", longAgo);
  }

  @Test
  void a_crashed_agent_is_backed_up_redeployed_once_watched_for_three_minutes_and_resolved() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    Instant before = clock.instant();

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    Assessment assessment = end.file().findAssessment().orElseThrow();
    assertThat(assessment.severity()).isEqualTo(Severity.P1);
    assertThat(assessment.scenario()).isEqualTo(OptionalInt.of(1));
    assertThat(Duration.between(before, clock.instant()))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
  }

  @Test
  void a_release_that_dies_on_import_is_rolled_back_to_the_newest_known_good_version() {
    world.deployedByTeam(longAgo).deployedByTeam(justNow);
    world.health = version -> version == 2 ? Answer.CRASHED : Answer.RIGHT;
    world.logged = Set.of(KnownError.IMPORT_FAILED);
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);
    world.logged = Set.of();

    Incident end = driver.walk(id);

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved ->
                assertThat(resolved.resolution()).startsWith("Rolled back to previous version"));
    assertThat(world.calls).containsExactly("back up", "roll back to 1");
  }

  @Test
  void what_was_imported_is_redeployed_and_rolled_back_to_from_its_release() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.RIGHT : Answer.CRASHED;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    imported(driver, "1", "20260101-100000-import");
    imported(driver, "2", "20260201-100000-import");
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls)
        .containsExactly(
            "back up",
            "redeploy by release 20260201-100000-import",
            "roll back to 1 by release 20260101-100000-import");
    assertThat(driver.versions.list("coach_companion"))
        .extracting(VersionNotes::version, notes -> notes.release().orElse("none"))
        .contains(tuple("3", "20260201-100000-import"), tuple("4", "20260101-100000-import"));
  }

  @Test
  void a_redeploy_for_a_named_endpoint_is_of_the_version_and_release_that_users_have() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "prod");
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.moveEndpoint(plan.getAgent("coach_companion"), "1", "by the team", () -> {});
    world.calls.clear();
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    imported(driver, "1", "20260101-100000-import");
    imported(driver, "2", "20260201-100000-import");
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls)
        .containsExactly(
            "back up", "redeploy by release 20260101-100000-import", "move endpoint to 3");
    assertThat(driver.versions.list("coach_companion").getFirst().release())
        .contains("20260101-100000-import");
  }

  @Test
  void a_named_endpoint_is_moved_back_without_a_deployment() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "prod");
    world.deployedByTeam(longAgo).deployedByTeam(justNow);
    world.health = version -> version == 2 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "move endpoint to 1");
    assertThat(world.newest()).isEqualTo(2);
  }

  @Test
  void a_named_endpoint_that_the_team_just_moved_to_an_old_version_is_moved_back() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "prod");
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.moveEndpoint(plan.getAgent("coach_companion"), "2", "by the team", () -> {});
    world.calls.clear();
    world.health = version -> version == 2 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "move endpoint to 1");
  }

  @Test
  void a_named_endpoint_that_our_last_recovery_moved_is_not_taken_for_the_teams_move() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "prod");
    world.deployedByTeam(longAgo).deployedByTeam(longAgo).deployedByTeam(justNow);
    world.health = version -> version == 3 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    knownGood(driver, "2", longAgo);
    assertThat(driver.walk(driver.alarm(Trouble.ERRORS))).isInstanceOf(Incident.Resolved.class);
    clock.pass(Duration.ofMinutes(2));
    world.calls.clear();
    world.health = version -> version <= 3 ? Answer.CRASHED : Answer.RIGHT;

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end.file().findAssessment().orElseThrow().rule()).isEqualTo("broken");
    assertThat(world.calls).startsWith("back up", "redeploy");
  }

  @Test
  void a_named_endpoint_is_redeployed_and_moved_to_the_new_version() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "prod");
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved -> assertThat(resolved.resolution()).isEqualTo("Redeployed as version 2"));
    assertThat(world.calls).containsExactly("back up", "redeploy", "move endpoint to 2");
  }

  @Test
  void a_refused_deployment_is_escalated_with_what_was_tried() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    world.refusesDeployments = true;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            escalated ->
                assertThat(escalated.reason())
                    .contains("redeploy (refused: ServiceQuotaExceededException")
                    .contains("roll back to version 1 (refused"));
  }

  @Test
  void a_redeploy_that_does_not_help_is_followed_by_a_rollback() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.RIGHT : Answer.CRASHED;
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy", "roll back to 1");
  }

  @Test
  void a_model_that_is_out_is_told_and_nothing_is_touched() {
    world.deployedByTeam(longAgo);
    world.health = version -> Answer.AGENT_ERROR;
    world.logged = Set.of(KnownError.MODEL_DOWN);
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Escalated.class);
    assertThat(end.file().findAssessment().orElseThrow().severity()).isEqualTo(Severity.P1);
    assertThat(end.file().findAssessment().orElseThrow().scenario()).isEmpty();
    assertThat(world.calls).isEmpty();
  }

  @Test
  void a_refused_canary_with_served_users_is_p3_and_nothing_is_touched() {
    world.deployedByTeam(longAgo);
    world.health = version -> Answer.REFUSED;
    Driver driver = driver();
    String id = driver.alarm(Trouble.CANARY_FAILED);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Escalated.class);
    assertThat(end.file().findAssessment().orElseThrow().severity()).isEqualTo(Severity.P3);
    assertThat(world.calls).isEmpty();
  }

  @Test
  void slow_answers_without_a_deployment_near_are_watched_and_then_told() {
    world.deployedByTeam(longAgo);
    world.health = version -> Answer.SLOW;
    world.traffic = new Traffic(10, 0, 0, Duration.ofSeconds(20));
    Driver driver = driver();
    String id = driver.alarm(Trouble.LATENCY);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Escalated.class);
    assertThat(end.file().findAssessment().orElseThrow().severity()).isEqualTo(Severity.P2);
    assertThat(world.calls).isEmpty();
  }

  @Test
  void the_fourth_recovery_within_four_hours_is_a_persons() {
    world.deployedByTeam(longAgo);
    Driver driver = driver();
    for (int incident = 1; incident <= 3; incident++) {
      int broken = world.newest();
      world.health = version -> version == broken ? Answer.CRASHED : Answer.RIGHT;
      assertThat(driver.walk(driver.alarm(Trouble.ERRORS))).isInstanceOf(Incident.Resolved.class);
      clock.pass(Duration.ofSeconds(30));
    }
    world.health = version -> Answer.CRASHED;
    world.calls.clear();

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            escalated -> assertThat(escalated.reason()).contains("3 times within 4 hours"));
    assertThat(world.calls).isEmpty();
  }

  @Test
  void a_backup_that_is_refused_is_recorded_and_the_recovery_goes_on() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    world.refusesBackups = true;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(end.file().steps().getFirst().state()).isInstanceOf(StepState.Failed.class);
  }

  @Test
  void a_deployment_by_the_team_during_the_recovery_is_left_alone() {
    world.deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    clock.pass(Duration.ofSeconds(1));
    world.deployedByTeam(clock.instant());

    driver.responding.act(id);

    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void a_step_that_is_delivered_again_after_a_crash_deploys_once() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    Incident.Open before = (Incident.Open) driver.incidents.get(id);
    var step = before.file().findLastStep().orElseThrow();
    driver.incidents.save(
        before.with(step.with(new StepState.Started(clock.instant(), "crashed", "1"))));

    driver.responding.act(id);
    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.newest()).isEqualTo(2);
  }

  @Test
  void an_agent_that_answers_when_it_is_looked_at_is_only_watched() {
    world.deployedByTeam(longAgo);
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(end.file().findAssessment().map(Assessment::severity))
        .isEqualTo(Optional.of(Severity.P4));
    assertThat(world.calls).isEmpty();
  }

  @Test
  void an_update_that_came_through_before_a_crash_is_seen_in_the_world_and_not_sent_again() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    Incident.Open before = (Incident.Open) driver.incidents.get(id);
    var step = before.file().findLastStep().orElseThrow();
    driver.incidents.save(
        before.with(step.with(new StepState.Started(clock.instant(), "crashed", "1"))));
    Agent agent = plan.getAgent("coach-companion");
    world.redeploy(agent, "1", Optional.empty(), "token of the attempt that crashed", () -> {});
    clock.pass(AgentWorld.DEPLOYMENT);

    driver.responding.act(id);
    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(driver.versions.list("coach_companion").getFirst().ours()).isTrue();
  }

  @Test
  void a_deployment_by_the_team_after_a_crash_of_ours_is_left_alone() {
    world.deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    Incident.Open before = (Incident.Open) driver.incidents.get(id);
    var step = before.file().findLastStep().orElseThrow();
    driver.incidents.save(
        before.with(step.with(new StepState.Started(clock.instant(), "crashed", "1"))));
    world.deployedByTeam(clock.instant());

    driver.responding.act(id);

    assertThat(driver.incidents.get(id))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            escalated -> assertThat(escalated.reason()).contains("somebody else is deploying"));
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void answers_of_the_old_code_do_not_count_while_the_endpoint_has_not_followed() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    world.endpointLag = Duration.ofSeconds(40);
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void a_slow_first_answer_after_a_crash_is_no_failed_recovery() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    Instant slowUntil = clock.instant().plusSeconds(30);
    world.health =
        version -> {
          if (version == 2) {
            return Answer.CRASHED;
          }
          return clock.instant().isBefore(slowUntil) ? Answer.SLOW : Answer.RIGHT;
        };
    Driver driver = driver();
    knownGood(driver, "1", longAgo);
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void after_a_deployment_that_failed_one_wrong_answer_among_right_ones_changes_nothing() {
    world.deployedByTeam(longAgo);
    world.failsDeployments = true;
    world.deploymentTakes = Duration.ofSeconds(40);
    Instant well = clock.instant().plusSeconds(10);
    Instant blip = clock.instant().plusSeconds(40);
    world.health =
        _ ->
            clock.instant().isBefore(well)
                    || (!clock.instant().isBefore(blip)
                        && clock.instant().isBefore(blip.plusSeconds(10)))
                ? Answer.CRASHED
                : Answer.RIGHT;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved -> assertThat(resolved.resolution()).contains("recovered by itself"));
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void a_throttled_canary_after_a_good_deployment_is_waited_for() {
    world.deployedByTeam(longAgo);
    Instant throttledUntil = clock.instant().plusSeconds(90);
    world.health =
        version -> {
          if (version == 1) {
            return Answer.CRASHED;
          }
          return clock.instant().isBefore(throttledUntil) ? Answer.THROTTLED : Answer.RIGHT;
        };
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);

    Incident end = driver.walk(id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }
}
