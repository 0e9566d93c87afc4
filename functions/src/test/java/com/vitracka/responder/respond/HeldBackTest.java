package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A change that would have been made too many; each was found by the simulation. */
class HeldBackTest {
  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final Instant longAgo = clock.instant().minus(Duration.ofDays(3));
  private Plan plan = TestPlans.plan();
  private final AgentWorld world = new AgentWorld(clock);

  private Driver driver() {
    Driver driver = new Driver(clock, plan, world);
    driver.versions.rightAnswer("coach_companion", "1", longAgo, Duration.ZERO);
    return driver;
  }

  /** Until a change was accepted. */
  private String changed(Driver driver) {
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    driver.responding.act(id);
    return id;
  }

  /** Version 3 is ready, and crashes as those before it. */
  private Driver redeployed() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    changed(driver);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    clock.pass(AgentWorld.DEPLOYMENT.plusSeconds(1));
    return driver;
  }

  private static StepState lastState(Driver driver, String id) {
    return driver.file(id).findLastStep().map(StepRecord::state).orElseThrow();
  }

  @Test
  void an_agent_that_answers_again_is_not_rolled_back_for_a_deployment_that_hangs() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = changed(driver);
    world.hangs();
    world.health = version -> Answer.RIGHT;

    clock.pass(plan.windows().deployTimeout().plusSeconds(1));
    Move move = driver.looking.verify(id);

    assertThat(move).isInstanceOf(Move.Wait.class);
    assertThat(lastState(driver, id)).isInstanceOf(StepState.Failed.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void an_endpoint_that_others_moved_after_us_is_theirs() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "production");
    world.deployedByTeam(longAgo).deployedByTeam(clock.instant().minusSeconds(60));
    world.health = version -> version == 2 ? Answer.CRASHED : Answer.RIGHT;
    Driver driver = driver();
    String id = changed(driver);
    assertThat(world.calls).contains("move endpoint to 1");
    clock.pass(Duration.ofSeconds(10));
    world.deployedByTeam(clock.instant());

    driver.looking.verify(id);

    assertThat(driver.incidents.get(id))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            escalated -> assertThat(escalated.reason()).contains("somebody else is deploying"));
  }

  @Test
  void one_crash_after_refusals_is_not_two_failures() {
    Driver driver = redeployed();
    String id = "incident-1";
    world.health = version -> Answer.REFUSED;
    driver.looking.verify(id);
    driver.looking.verify(id);
    world.health = version -> Answer.CRASHED;

    Move move = driver.looking.verify(id);

    assertThat(move).isInstanceOf(Move.Wait.class);
    assertThat(driver.looking.verify(id)).isInstanceOf(Move.Act.class);
  }

  @Test
  void a_model_that_goes_down_after_a_redeploy_is_no_reason_to_roll_back() {
    Driver driver = redeployed();
    String id = "incident-1";
    world.health = version -> Answer.AGENT_ERROR;
    world.logged = Set.of(KnownError.MODEL_DOWN);

    for (int check = 0; check < 5; check++) {
      assertThat(driver.looking.verify(id)).isInstanceOf(Move.Wait.class);
    }

    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void what_the_team_deployed_between_two_of_our_steps_is_not_overwritten() {
    Driver driver = redeployed();
    String id = "incident-1";
    driver.looking.verify(id);
    assertThat(driver.looking.verify(id)).isInstanceOf(Move.Act.class);
    clock.pass(Duration.ofSeconds(1));
    world.deployedByTeam(clock.instant());

    driver.responding.act(id);

    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void users_are_not_moved_for_one_failure_after_a_refusal() {
    Driver driver = redeployedBesideItsEndpoint();
    String id = "incident-1";
    world.health = version -> Answer.REFUSED;
    driver.looking.verify(id);
    world.health = version -> Answer.CRASHED;

    assertThat(driver.looking.verify(id)).isInstanceOf(Move.Wait.class);
    assertThat(driver.looking.verify(id)).isEqualTo(new Move.Act(new Step.MoveEndpoint("3")));
  }

  @Test
  void users_are_not_moved_when_their_version_answers_again() {
    Driver driver = redeployedBesideItsEndpoint();
    world.health = version -> Answer.RIGHT;

    assertThat(driver.looking.verify("incident-1")).isInstanceOf(Move.Wait.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void users_are_moved_at_once_when_their_version_failed_all_along() {
    Driver driver = redeployedBesideItsEndpoint();

    assertThat(driver.looking.verify("incident-1"))
        .isEqualTo(new Move.Act(new Step.MoveEndpoint("3")));
  }

  /** Version 3 is ready, and the named endpoint is at version 2 still. */
  private Driver redeployedBesideItsEndpoint() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "production");
    return redeployed();
  }

  @Test
  void a_refusal_counts_while_the_runtime_cannot_be_read() {
    Driver driver = redeployed();
    String id = "incident-1";
    driver.looking.verify(id);
    world.isUnreadable = true;
    world.health = version -> Answer.REFUSED;
    driver.looking.verify(id);
    world.isUnreadable = false;
    world.health = version -> Answer.CRASHED;

    assertThat(driver.looking.verify(id)).isInstanceOf(Move.Wait.class);
  }

  @Test
  void an_endpoint_that_others_moved_while_our_attempt_was_dead_is_theirs() {
    plan = TestPlans.planWith("agents.coach_companion.endpoint", "production");
    world.deployedByTeam(longAgo).deployedByTeam(clock.instant().minusSeconds(60));
    world.health = version -> version == 2 ? Answer.CRASHED : Answer.RIGHT;
    world.beforeGuard =
        () -> {
          throw new IllegalStateException("the process died");
        };
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    assertThatThrownBy(() -> driver.responding.act(id)).hasMessage("the process died");
    world.beforeGuard = () -> {};
    clock.pass(Duration.ofSeconds(10));
    world.movedByTeam(clock.instant());

    driver.responding.act(id);

    assertThat(world.calls).containsExactly("back up");
    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void whoever_takes_over_while_the_brake_is_read_acts_alone() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    world.beforeGuard =
        () -> {
          world.beforeGuard = () -> {};
          driver.controls.onRead =
              () -> {
                driver.controls.onRead = () -> {};
                driver.responding.act(id);
              };
        };

    driver.responding.act(id);

    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void the_stability_window_begins_when_the_answer_was_there() {
    world.deployedByTeam(longAgo);
    Driver driver = driver();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    Instant began = clock.instant();
    world.invocationTakes = Duration.ofSeconds(20);

    driver.looking.verify(id);

    assertThat(driver.file(id).verification().findRightSince())
        .contains(began.plus(world.invocationTakes));
  }
}
