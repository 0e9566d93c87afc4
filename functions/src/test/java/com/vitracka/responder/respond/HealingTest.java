package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An escalated incident ends when its agent answers again. */
class HealingTest {
  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final Plan plan = TestPlans.plan();
  private final Agent agent = plan.getAgent("coach-companion");
  private final AgentWorld world =
      new AgentWorld(clock).deployedByTeam(clock.instant().minus(Duration.ofDays(3)));
  private final Driver driver = new Driver(clock, plan, world);
  private final CanaryMemory memory = new InMemoryCanaryMemory();
  private final Healing healing =
      new Healing(driver.incidents, driver.versions, memory, world, plan.windows(), clock);

  private final CanaryRun canary =
      new CanaryRun(
          world,
          driver.versions,
          memory,
          (one, at, detail) -> {},
          (one, failed, at) -> {},
          plan.windows(),
          clock);

  private String escalated(Trouble trouble) {
    String id = driver.alarm(trouble);
    assertThat(driver.walk(id)).isInstanceOf(Incident.Escalated.class);
    return id;
  }

  private void minutesPass(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) <= 0;
        passed = passed.plusMinutes(1)) {
      lookAsScheduled();
      clock.pass(Duration.ofMinutes(1));
    }
  }

  /** An invocation takes its time; answers of one moment would be one answer to the memory. */
  private Answer refused() {
    clock.pass(Duration.ofMillis(100));
    return Answer.REFUSED;
  }

  /** As the Look function does each minute. */
  private void lookAsScheduled() {
    healing
        .findEscalated(agent)
        .ifPresent(
            incident -> {
              if (canary.run(agent, true).came() == CanaryRun.Outcome.Came.RIGHT) {
                healing.closeIfHealed(agent, incident);
              }
            });
  }

  @Test
  void it_is_closed_after_right_answers_for_the_stability_window_and_a_new_outage_opens_another() {
    world.health = version -> refused();
    String id = escalated(Trouble.CANARY_FAILED);
    world.health = version -> Answer.RIGHT;

    minutesPass(Duration.ofMinutes(3));

    assertThat(driver.incidents.get(id))
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved -> assertThat(resolved.resolution()).contains("outside the responder"));
    assertThat(driver.alarm(Trouble.ERRORS)).isNotEqualTo(id);
  }

  @Test
  void it_stays_while_right_answers_are_younger_than_the_stability_window() {
    world.health = version -> refused();
    String id = escalated(Trouble.CANARY_FAILED);
    world.health = version -> Answer.RIGHT;

    minutesPass(Duration.ofMinutes(2));

    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void what_the_canary_did_not_see_of_an_outage_does_not_count_as_right_answers() {
    canary.run(agent, true);
    clock.pass(Duration.ofSeconds(40));
    world.health = version -> refused();
    String id = escalated(Trouble.CANARY_FAILED);
    world.health = version -> Answer.RIGHT;
    clock.pass(Duration.ofSeconds(80));

    minutesPass(Duration.ofMinutes(1));
    clock.pass(Duration.ofSeconds(30));
    lookAsScheduled();

    assertThat(driver.incidents.get(id))
        .as("right answers for two and a half minutes only")
        .isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void slow_users_are_not_proven_served_by_a_canary_that_was_answered_all_along() {
    world.traffic = new Traffic(10, 0, 0, Duration.ofSeconds(20));
    String id = escalated(Trouble.LATENCY);

    minutesPass(Duration.ofMinutes(10));

    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void a_canary_that_is_still_refused_is_not_healed_by_healthy_users() {
    world.health = version -> refused();
    String id = escalated(Trouble.CANARY_FAILED);

    minutesPass(Duration.ofMinutes(10));

    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Escalated.class);
    assertThat(canary.run(agent, false).came())
        .as("left out, which shows nothing of the canary")
        .isEqualTo(CanaryRun.Outcome.Came.LEFT_OUT);
  }

  @Test
  void slow_users_are_served_again_when_their_traffic_was_healthy_for_the_window() {
    world.traffic = new Traffic(10, 0, 0, Duration.ofSeconds(20));
    String id = escalated(Trouble.LATENCY);
    world.traffic = new Traffic(10, 0, 0, Duration.ofMillis(800));

    minutesPass(Duration.ofMinutes(4));

    assertThat(driver.incidents.get(id)).isInstanceOf(Incident.Resolved.class);
  }
}
