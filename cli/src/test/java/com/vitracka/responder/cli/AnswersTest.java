package com.vitracka.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Proposal.Silence;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands by which people answer what the responder asks. */
class AnswersTest {
  private static final String ID = "coach_companion-20260208T143000Z-0001";

  private final AnAccount account = new AnAccount().withResponderIn("eu-west-1");
  private final Console console = account.console();
  private final IncidentStore incidents = account.incidents("eu-west-1");
  private final Instant now = Instant.now();

  @AfterEach
  void close() {
    account.close();
  }

  private int run(String... arguments) {
    return console.run(arguments);
  }

  private String proposed(Duration timeToAnswer) {
    Signal signal =
        new Signal(
            Signal.Path.CANARY, Signal.Trouble.CANARY_FAILED, "canary", now, now, "no answer");
    incidents.open(new Subject.OneAgent("coach_companion"), signal, ID, now);
    Proposal proposal =
        Proposal.of(
            ID,
            List.of(new Step.Redeploy(), new Step.RollBack("4")),
            now,
            now.plus(timeToAnswer),
            Silence.ESCALATES);
    incidents.save(
        ((Incident.Open) incidents.get(ID))
            .with(
                new Assessment(
                    now,
                    Severity.P1,
                    OptionalInt.of(1),
                    "broken",
                    Remedy.REDEPLOY,
                    "The agent's processes die",
                    "Deploy",
                    "4",
                    List.of()))
            .with(proposal));
    return proposal.hash();
  }

  private Proposal.State state() {
    return incidents.get(ID).file().findProposal().orElseThrow().state();
  }

  @Test
  void what_is_approved_is_shown_and_noted() {
    String hash = proposed(Duration.ofMinutes(5));

    assertThat(run("approve", ID, "--hash", hash)).isZero();

    assertThat(console.out())
        .contains(
            "It would      Redeploy what is live; if that does not help: Roll back to version 4",
            "Because       The agent's processes die",
            "when nobody answers a person is called",
            "Hash          " + hash,
            "Approved.");
    assertThat(state()).isEqualTo(Proposal.State.APPROVED);
    assertThat(incidents.get(ID).file().findProposal().orElseThrow().by()).isEqualTo("jane");
  }

  @Test
  void without_a_hash_and_a_terminal_nothing_is_approved() {
    proposed(Duration.ofMinutes(5));

    assertThat(run("approve", ID)).isEqualTo(ExitCode.USAGE.code());

    assertThat(console.err()).contains("add --hash");
    assertThat(state()).isEqualTo(Proposal.State.WAITING);
  }

  @Test
  void a_rejection_hands_the_incident_to_people_with_its_reason() {
    String hash = proposed(Duration.ofMinutes(5));

    assertThat(run("reject", ID, "--hash", hash, "--reason", "not at noon")).isZero();

    assertThat(incidents.get(ID))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            end ->
                assertThat(end.reason())
                    .isEqualTo(
                        "rejected by jane (not at noon); it would redeploy, else roll back to"
                            + " version 4"));
  }

  @Test
  void any_open_incident_is_stopped() {
    proposed(Duration.ofMinutes(5));

    assertThat(run("stop", ID, "--reason", "I am at it", "--json")).isZero();

    assertThat(incidents.get(ID))
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            end -> assertThat(end.reason()).isEqualTo("stopped by jane (I am at it)"));
    assertThat(console.out()).contains("\"answer\" : \"stopped\"", "\"by\" : \"jane\"");
  }

  @Test
  void an_answer_that_does_not_count_says_why_and_what_to_do() {
    assertThat(run("approve", ID, "--hash", "x")).isEqualTo(ExitCode.NOT_FOUND.code());
    String hash = proposed(Duration.ofMinutes(5));

    assertThat(run("approve", ID, "--hash", "000000000000")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(console.err()).contains("has the hash " + hash, "look at what waits now");
    run("approve", ID, "--hash", hash);
    assertThat(run("reject", ID, "--hash", hash, "--reason", "x"))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(console.err()).contains("it was approved by jane at", "responder stop " + ID);
    run("stop", ID, "--reason", "x");
    assertThat(run("stop", ID, "--reason", "x")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(console.err()).contains("was handed to people at", "stopped by jane (x)");
  }

  @Test
  void an_answer_that_comes_too_late_does_not_count() {
    String hash = proposed(Duration.ofMillis(1));

    assertThat(run("approve", ID, "--hash", hash)).isEqualTo(ExitCode.REFUSED.code());

    assertThat(console.err()).contains("the time to answer ended at", ": a person is called");
  }

  @Test
  void whoever_approves_under_the_brake_is_told() {
    String hash = proposed(Duration.ofMinutes(5));
    run("brake", "on", "--reason", "no changes");

    assertThat(run("approve", ID, "--hash", hash)).isZero();

    assertThat(console.out()).contains("[WARNING] the brake for all agents is on by jane");
  }

  @Test
  void a_dry_run_of_each_answer_prints_the_write_and_makes_none() {
    String hash = proposed(Duration.ofMinutes(5));
    int before = account.writes().size();

    assertThat(run("approve", ID, "--hash", hash, "--dry-run")).isZero();
    assertThat(run("reject", ID, "--hash", hash, "--reason", "x", "--dry-run")).isZero();
    assertThat(run("stop", ID, "--reason", "x", "--dry-run")).isZero();
    assertThat(run("incidents", "close", ID, "--because", "x", "--even-open", "--dry-run"))
        .isZero();

    assertThat(account.writes()).hasSize(before);
    assertThat(console.out()).contains("1. TransactWriteItems", "\"S\" : \"APPROVED\"");
    assertThat(state()).isEqualTo(Proposal.State.WAITING);
  }

  @Test
  void an_incident_in_full_shows_what_was_proposed() {
    String hash = proposed(Duration.ofMinutes(5));

    assertThat(run("incidents", "show", ID)).isZero();

    assertThat(console.out()).contains("proposed (" + hash + "): Redeploy what is live");
  }
}
