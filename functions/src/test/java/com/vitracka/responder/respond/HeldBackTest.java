package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Signal.Trouble;
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
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = changed(driver);
    clock.pass(AgentWorld.DEPLOYMENT.plusSeconds(1));
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
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = changed(driver);
    clock.pass(AgentWorld.DEPLOYMENT.plusSeconds(1));
    world.health = version -> Answer.AGENT_ERROR;
    world.logged = Set.of(KnownError.MODEL_DOWN);

    for (int check = 0; check < 5; check++) {
      assertThat(driver.looking.verify(id)).isInstanceOf(Move.Wait.class);
    }

    assertThat(world.calls).containsExactly("back up", "redeploy");
  }

  @Test
  void what_the_team_deployed_between_two_of_our_steps_is_not_overwritten() {
    world.deployedByTeam(longAgo).deployedByTeam(longAgo);
    world.health = version -> Answer.CRASHED;
    Driver driver = driver();
    String id = changed(driver);
    clock.pass(AgentWorld.DEPLOYMENT.plusSeconds(1));
    driver.looking.verify(id);
    assertThat(driver.looking.verify(id)).isInstanceOf(Move.Act.class);
    clock.pass(Duration.ofSeconds(1));
    world.deployedByTeam(clock.instant());

    driver.responding.act(id);

    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
  }
}
