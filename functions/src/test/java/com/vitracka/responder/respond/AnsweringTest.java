package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.UnknownIncidentException;
import com.vitracka.responder.notify.Acknowledgement;
import com.vitracka.responder.plan.TestPlans;
import com.vitracka.responder.respond.Answering.Answer.Refused;
import com.vitracka.responder.respond.Answering.Answer.Taken;
import com.vitracka.responder.respond.Answering.Why;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people answer to proposed changes, and what becomes of the incident. */
class AnsweringTest {
  private static final int MOST_TURNS = 400;

  private final TestClock clock = new TestClock("2026-02-08T14:30:00Z");
  private final AgentWorld world = new AgentWorld(clock);

  private Driver crashed(String mode) {
    world.deployedByTeam(clock.instant().minus(Duration.ofDays(3)));
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    return new Driver(
        clock, TestPlans.planWith("agents.coach_companion.modes", Map.of("1", mode)), world);
  }

  private Answering answering(Driver driver) {
    return new Answering(driver.incidents, clock);
  }

  /** Walks on until changes wait for people. */
  private Proposal proposed(Driver driver, String id) {
    Move move = driver.looking.assess(id);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      Optional<Proposal> waiting = answering(driver).findWaiting(id);
      if (waiting.isPresent()) {
        return waiting.get();
      }
      move = turn(driver, id, move);
    }
    throw new AssertionError("nothing was proposed");
  }

  private Incident walkOn(Driver driver, String id) {
    Move move = new Move.Wait(Duration.ofSeconds(1));
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      if (move instanceof Move.Done || move instanceof Move.Escalate) {
        return driver.incidents.get(id);
      }
      move = turn(driver, id, move);
    }
    throw new AssertionError("no end");
  }

  private Move turn(Driver driver, String id, Move move) {
    return switch (move) {
      case Move.Act(var step) when step.mutates() -> driver.responding.act(id);
      case Move.Act _ -> driver.backingUp.backUp(id);
      case Move.Wait(Duration time) -> {
        driver.teller.accept(id);
        clock.pass(time);
        yield driver.looking.verify(id);
      }
      case Move.Done _, Move.Escalate _ -> move;
    };
  }

  @Test
  void what_a_person_approves_is_carried_out_and_the_record_says_who_and_when() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    assertThat(world.calls).as("nothing yet but the backup").containsExactly("back up");

    assertThat(answering(driver).approve(id, proposal.hash(), "jane")).isInstanceOf(Taken.class);

    Incident end = walkOn(driver, id);
    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");
    assertThat(end.file().findProposal())
        .hasValueSatisfying(
            answered -> {
              assertThat(answered.state()).isEqualTo(Proposal.State.APPROVED);
              assertThat(answered.by()).isEqualTo("jane");
              assertThat(answered.endedAt()).isPresent();
            });
  }

  @Test
  void what_a_person_rejects_is_not_carried_out_and_goes_to_people_with_the_reason() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);

    answering(driver).reject(id, proposal.hash(), "jane", "not at noon");

    assertThat(walkOn(driver, id))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            end ->
                assertThat(end.reason())
                    .isEqualTo("rejected by jane (not at noon); it would redeploy"));
    assertThat(Acknowledgement.isIn(driver.incidents.listMessages(id)))
        .as("who rejects has the incident")
        .isTrue();
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void in_mode_auto_after_silence_acts_and_a_person_who_objects_stops_it() {
    Driver silent = crashed("auto-after 10m");
    String first = silent.alarm(Trouble.ERRORS);
    proposed(silent, first);
    assertThat(walkOn(silent, first)).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up", "redeploy");

    AgentWorld other = new AgentWorld(clock);
    other.deployedByTeam(clock.instant().minus(Duration.ofDays(3)));
    other.health = _ -> Answer.CRASHED;
    Driver objected = new Driver(clock, silent.plan, other);
    String second = objected.alarm(Trouble.ERRORS);
    proposed(objected, second);

    assertThat(answering(objected).stop(second, "jane", "I am at it")).isInstanceOf(Taken.class);

    assertThat(walkOn(objected, second))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            end -> assertThat(end.reason()).isEqualTo("stopped by jane (I am at it)"));
    assertThat(other.calls).containsExactly("back up");
    assertThat(objected.file(second).findProposal())
        .hasValueSatisfying(p -> assertThat(p.state()).isEqualTo(Proposal.State.WITHDRAWN));
  }

  @Test
  void an_incident_is_stopped_in_the_middle_of_whatever_it_is_at() {
    Driver driver = crashed("auto");
    String id = driver.alarm(Trouble.ERRORS);
    Move move = driver.looking.assess(id);
    while (!(move instanceof Move.Act(var step) && step.mutates())) {
      move = turn(driver, id, move);
    }

    answering(driver).stop(id, "jane", "");

    assertThat(driver.responding.act(id)).isEqualTo(new Move.Done());
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void an_answer_for_other_changes_an_unknown_or_an_ended_incident_does_not_count() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Answering answering = answering(driver);
    assertThat(why(answering.approve(id, "000000000000", "jane"))).isEqualTo(Why.NOTHING_WAITS);
    Proposal proposal = proposed(driver, id);

    assertThat(answering.approve(id, "000000000000", "jane"))
        .isEqualTo(
            new Refused(
                Why.OTHER_HASH,
                "what waits in incident " + id + " has the hash " + proposal.hash()));
    assertThatThrownBy(() -> answering.approve("no-such", proposal.hash(), "jane"))
        .isInstanceOf(UnknownIncidentException.class);
    answering.stop(id, "jane", "");
    assertThat(why(answering.approve(id, proposal.hash(), "jane"))).isEqualTo(Why.NOT_OPEN);
    assertThat(why(answering.stop(id, "joe", ""))).isEqualTo(Why.NOT_OPEN);
  }

  @Test
  void a_second_answer_does_not_count_whatever_it_says() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    Answering answering = answering(driver);
    answering.approve(id, proposal.hash(), "jane");

    assertThat(why(answering.approve(id, proposal.hash(), "jane"))).isEqualTo(Why.ANSWERED_BEFORE);
    assertThat(answering.reject(id, proposal.hash(), "joe", "no"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.words()).startsWith("it was approved by jane at 2026-02-08T"));
  }

  @Test
  void an_answer_after_its_time_does_not_count() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    clock.pass(Duration.between(clock.instant(), proposal.until()));

    assertThat(why(answering(driver).approve(id, proposal.hash(), "jane"))).isEqualTo(Why.EXPIRED);
    assertThat(why(answering(driver).reject(id, proposal.hash(), "jane", "")))
        .isEqualTo(Why.EXPIRED);
  }

  @Test
  void an_objection_counts_until_silence_is_taken_for_consent() {
    Driver driver = crashed("auto-after 10m");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    clock.pass(Duration.between(clock.instant(), proposal.until()));

    assertThat(answering(driver).reject(id, proposal.hash(), "jane", "")).isInstanceOf(Taken.class);

    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void an_approval_does_not_outlive_the_evidence_that_it_was_given_for() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    answering(driver).approve(id, proposal.hash(), "jane");
    world.health = _ -> Answer.RIGHT;

    Incident end = walkOn(driver, id);

    assertThat(end).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).as("it was well again").containsExactly("back up");
  }

  @Test
  void an_agent_that_recovers_while_people_think_asks_nobody_any_more() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    world.health = _ -> Answer.RIGHT;
    clock.pass(Duration.ofSeconds(20));
    driver.looking.verify(id);

    assertThat(why(answering(driver).approve(id, proposal.hash(), "jane")))
        .isEqualTo(Why.WITHDRAWN);
    assertThat(walkOn(driver, id)).isInstanceOf(Incident.Resolved.class);
    assertThat(world.calls).containsExactly("back up");
  }

  @Test
  void an_answer_is_taken_although_the_responder_writes_the_incident_at_the_same_moment() {
    Driver driver = crashed("approve");
    String id = driver.alarm(Trouble.ERRORS);
    Proposal proposal = proposed(driver, id);
    BusyStore busy = new BusyStore();

    assertThat(
            new Answering(busy.over(driver.incidents, 3), clock)
                .approve(id, proposal.hash(), "jane"))
        .isInstanceOf(Taken.class);
    assertThat(busy.saves).isEqualTo(4);

    Answering hopeless = new Answering(new BusyStore().over(driver.incidents, 100), clock);
    assertThatThrownBy(() -> hopeless.stop(id, "jane", ""))
        .isInstanceOf(StaleIncidentException.class);
  }

  private static Why why(Answering.Answer answer) {
    if (answer instanceof Refused(Why why, String _)) {
      return why;
    }
    throw new AssertionError("expected a refusal, was " + answer);
  }
}
