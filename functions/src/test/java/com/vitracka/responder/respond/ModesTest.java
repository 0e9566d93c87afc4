package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far the responder goes by itself, and how people hold it back. */
class ModesTest {
  private static final String COACH = "coach_companion";
  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final Instant longAgo = clock.instant().minus(Duration.ofDays(3));
  private final AgentWorld world = new AgentWorld(clock);
  private Plan plan = TestPlans.plan();

  private Driver crashed() {
    world.deployedByTeam(longAgo);
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    return new Driver(clock, plan, world);
  }

  private Driver crashedInMode(String mode) {
    plan = TestPlans.planWith("agents.coach_companion.modes.1", mode);
    return crashed();
  }

  private Optional<Setting> setting() {
    return Optional.of(new Setting("jane", clock.instant(), "looking myself", Optional.empty()));
  }

  /** A person answers the waiting proposal once. */
  private static void answers(Driver driver, java.util.function.UnaryOperator<Incident> answer) {
    driver.people =
        id -> {
          if (driver.incidents.get(id) instanceof Incident.Open open
              && open.file().findProposal().filter(Proposal::isWaiting).isPresent()) {
            driver.incidents.save(answer.apply(open));
          }
        };
  }

  private static Proposal proposal(Incident incident) {
    return incident.file().findProposal().orElseThrow();
  }

  private static void assertEscalated(Incident end, String... words) {
    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Escalated.class, escalated -> assertThat(escalated.reason()).contains(words));
  }

  @Test
  void observing_changes_nothing_and_says_what_it_would_do() {
    Driver driver = crashedInMode("observe");

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "mode for this scenario is observe", "it would redeploy");
    assertThat(world.calls).isEmpty();
  }

  @Test
  void a_scenario_that_the_plan_does_not_name_is_observed() {
    plan = TestPlans.planWith("agents.coach_companion.modes", java.util.Map.of());
    Driver driver = crashed();

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "observe");
    assertThat(world.calls).isEmpty();
  }

  @Test
  void what_is_approved_is_carried_out() {
    Driver driver = crashedInMode("approve");
    answers(
        driver,
        incident ->
            ((Incident.Open) incident)
                .with(proposal(incident).approvedBy("jane", clock.instant())));

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(proposal(end).state()).isEqualTo(Proposal.State.APPROVED);
    assertThat(proposal(end).by()).isEqualTo("jane");
    assertThat(proposal(end).steps()).containsExactly(new Step.Redeploy());
  }

  @Test
  void an_approval_that_nobody_gives_is_escalated_and_only_the_backup_was_made() {
    Driver driver = crashedInMode("approve");
    Instant before = clock.instant();

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "nobody has approved within 5 minutes", "redeploy");
    assertThat(world.calls).containsExactly("back up");
    assertThat(Duration.between(before, clock.instant()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void a_rejection_ends_it_at_once() {
    Driver driver = crashedInMode("approve");
    answers(
        driver,
        incident ->
            ((Incident.Open) incident)
                .with(proposal(incident).rejectedBy("jane", clock.instant()))
                .escalate(clock.instant(), "rejected by jane"));

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "rejected by jane");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void auto_after_acts_when_nobody_objects_and_not_before() {
    Driver driver = crashedInMode("auto-after 10m");
    Instant before = clock.instant();

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(proposal(end).by()).isEqualTo("nobody objected");
    assertThat(end.file().steps().getLast().decidedAt())
        .isAfterOrEqualTo(before.plus(Duration.ofMinutes(10)));
  }

  @Test
  void who_is_told_late_has_the_whole_time_to_object() {
    Driver driver = crashedInMode("auto-after 10m");
    Instant told = clock.instant().plus(Duration.ofMinutes(7));
    driver.teller =
        id -> {
          if (!clock.instant().isBefore(told)) {
            driver.tellProposal(id);
          }
        };

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(end.file().steps().getLast().decidedAt())
        .isAfterOrEqualTo(told.plus(Duration.ofMinutes(10)));
    assertThat(proposal(end).timeToAnswer()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void the_silence_of_people_who_could_not_be_told_is_no_consent() {
    Driver driver = crashedInMode("auto-after 10m");
    driver.teller = id -> {};

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "nobody could be told within 20 minutes: redeploy");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void a_wait_of_many_hours_fits_into_the_machines_turns() {
    Driver driver = crashedInMode("auto-after 12h");

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(driver.moves).hasSizeLessThan(150);
  }

  @Test
  void auto_after_is_stopped_by_a_person() {
    Driver driver = crashedInMode("auto-after 10m");
    answers(
        driver,
        incident -> ((Incident.Open) incident).escalate(clock.instant(), "stopped by jane"));

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "stopped by jane");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void an_agent_that_recovers_while_people_think_is_left_alone() {
    Driver driver = crashedInMode("auto-after 10m");
    driver.people = id -> world.health = version -> Answer.RIGHT;

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end)
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved -> assertThat(resolved.resolution()).contains("recovered by itself"));
    assertThat(world.calls).containsExactly("back up");
    assertThat(proposal(end).state()).isEqualTo(Proposal.State.WITHDRAWN);
  }

  @Test
  void an_approval_counts_for_no_other_steps_than_those_that_were_shown() {
    world.deployedByTeam(longAgo);
    Driver driver = crashedInMode("approve");
    answers(
        driver,
        incident -> {
          // Meanwhile a version has become known good, so that more could be tried.
          driver.versions.rightAnswer(COACH, "1", longAgo, Duration.ZERO);
          driver.people = id -> {};
          return ((Incident.Open) incident)
              .with(proposal(incident).approvedBy("jane", clock.instant()));
        });
    world.health = version -> Answer.CRASHED;

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "nobody has approved");
    assertThat(world.calls).containsExactly("back up");
    assertThat(end.file().proposals())
        .extracting(Proposal::state)
        .containsExactly(Proposal.State.WITHDRAWN, Proposal.State.WITHDRAWN);
  }

  @Test
  void the_brake_forbids_every_change() {
    Driver driver = crashed();
    driver.controls.setBrakeForAll(setting());

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "the brake for all agents is on by jane", "it would redeploy");
    assertThat(world.calls).isEmpty();
  }

  @Test
  void the_brake_counts_right_before_the_change() {
    Driver driver = crashed();
    String id = driver.alarm(Trouble.ERRORS);
    driver.looking.assess(id);
    driver.backingUp.backUp(id);
    world.beforeGuard =
        () -> driver.controls.change(COACH, controls -> controls.withBrake(setting()));

    driver.responding.act(id);

    assertEscalated(driver.incidents.get(id), "the brake for this agent is on by jane");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void a_brake_that_cannot_be_read_is_on() {
    Driver driver = crashed();
    driver.controls.isDown = true;

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "could not be read: ", "no answer");
    assertThat(world.calls).isEmpty();
  }

  @Test
  void the_mode_is_changed_at_run_time() {
    Driver driver = crashedInMode("observe");
    driver.controls.change(COACH, controls -> controls.withMode(1, Optional.of(new Mode.Auto())));

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end).isInstanceOf(Incident.Resolved.class);
  }

  @Test
  void a_mode_that_is_changed_to_observe_takes_back_what_was_approved() {
    Driver driver = crashedInMode("approve");
    answers(
        driver,
        incident -> {
          driver.controls.change(
              COACH, controls -> controls.withMode(1, Optional.of(new Mode.Observe())));
          return ((Incident.Open) incident)
              .with(proposal(incident).approvedBy("jane", clock.instant()));
        });

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "observe");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void the_accounts_budget_is_the_last_word() {
    Driver driver = crashed();
    for (int i = 1; i <= plan.budgets().mutationsPerAccount(); i++) {
      driver.budget.take("another-" + i, clock.instant(), longAgo, 100);
    }

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertEscalated(end, "20 times within 60 minutes", "account's budget");
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void a_deployment_by_a_person_counts_for_no_budget() {
    Driver driver = crashed();
    for (int i = 1; i <= 4; i++) {
      int broken = world.newest();
      world.health = version -> version == broken ? Answer.CRASHED : Answer.RIGHT;
      String id = driver.alarm(Trouble.ERRORS);
      // A person rolls back while the responder looks.
      world.deployedByTeam(clock.instant());
      driver.walk(id);
      clock.pass(Duration.ofMinutes(40));
    }
    int broken = world.newest();
    world.health = version -> version == broken ? Answer.CRASHED : Answer.RIGHT;

    Incident end = driver.walk(driver.alarm(Trouble.ERRORS));

    assertThat(end.file().recoveriesBefore()).isEmpty();
    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
  }
}
