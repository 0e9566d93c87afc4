package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Proposal.Silence;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people learn that changes wait for their answer, and what became of it. */
class ProposalsTest {
  private static final Duration NOW = Duration.ofSeconds(6);
  private static final Duration SOON = Duration.ofSeconds(20);

  private static People toldOfTheIncident() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    people.mails.clear();
    people.sms.clear();
    return people;
  }

  private static String hash(People people) {
    return people.incident.file().findProposal().orElseThrow().hash();
  }

  @Test
  void who_is_told_of_the_severity_and_the_primary_learn_what_waits_and_how_to_answer() {
    People people = toldOfTheIncident();
    people.incident = Incidents.proposed(Silence.ESCALATES);

    people.informAfter(Duration.ofSeconds(3));

    assertThat(people.subjectsOfMails())
        .containsExactlyInAnyOrder(
            "cto@vitracka.com [P1] [APPROVAL NEEDED] AgentCore Service Outage - Coach Companion",
            "engineering@vitracka.com"
                + " [P1] [APPROVAL NEEDED] AgentCore Service Outage - Coach Companion");
    assertThat(people.mails.getFirst().text())
        .contains(
            "Status: AWAITING ANSWER",
            "It would: Roll back to version 4; if that does not help: Redeploy what is live",
            "Because: Agent deployment failure due to configuration error",
            "Answer until: 14:35:07 UTC",
            "When nobody answers: nothing is changed, and a person has to take over",
            "    ./responder approve " + Incidents.ID + " --hash " + hash(people),
            "    ./responder reject " + Incidents.ID + " --hash " + hash(people) + " --reason TEXT",
            "    ./responder stop " + Incidents.ID + " --reason TEXT",
            "Next update: 14:45 UTC");
    assertThat(people.sms)
        .hasSize(2)
        .allSatisfy(
            sms ->
                assertThat(sms.text())
                    .endsWith("./responder approve " + Incidents.ID + " --hash " + hash(people))
                    .contains("APPROVAL NEEDED", "until 14:35:07 UTC")
                    .hasSizeLessThanOrEqualTo(Letter.MOST_SMS));
  }

  @Test
  void what_is_carried_out_unless_somebody_objects_says_when_and_how_to_stop_it() {
    People people = toldOfTheIncident();
    people.incident = Incidents.proposed(Silence.ACTS);

    people.informAfter(Duration.ofSeconds(3));

    assertThat(people.mails.getFirst().subject())
        .isEqualTo("[P1] [ACTS AT 14:35:07 UTC] AgentCore Service Outage - Coach Companion");
    assertThat(people.mails.getFirst().text())
        .contains("When nobody answers: it is carried out", "To forbid it, and take over:");
    assertThat(people.sms.getFirst().text())
        .contains("Stop it: ./responder reject " + Incidents.ID + " --hash " + hash(people))
        .hasSizeLessThanOrEqualTo(Letter.MOST_SMS);
  }

  @Test
  void each_proposal_is_told_once_and_another_one_anew() {
    People people = toldOfTheIncident();
    Incident.Open first = Incidents.proposed(Silence.ESCALATES);
    people.incident = first;
    people.informAfter(Duration.ofSeconds(3));
    people.informAfter(SOON);
    assertThat(people.mails).hasSize(2);

    people.incident =
        first
            .with(first.file().findProposal().orElseThrow().withdrawn(people.now))
            .with(
                Proposal.of(
                    Incidents.ID,
                    List.of(new Step.Redeploy()),
                    people.now,
                    people.now.plusSeconds(300),
                    Silence.ESCALATES));
    people.informAfter(SOON);

    assertThat(people.mails).hasSize(4);
    assertThat(people.mails.getLast().text()).contains("It would: Redeploy what is live\n");
  }

  @Test
  void nobody_is_asked_about_what_is_answered_or_over_already() {
    People people = toldOfTheIncident();
    Incident.Open asked = Incidents.proposed(Silence.ESCALATES);
    people.incident =
        asked.with(asked.file().findProposal().orElseThrow().approvedBy("jane", people.now));
    people.informAfter(SOON);
    people.incident = asked;
    people.informAfter(Duration.ofMinutes(6));

    assertThat(people.mails).isEmpty();
  }

  @Test
  void a_proposal_is_looked_for_every_few_seconds_until_something_is_decided() {
    People people = toldOfTheIncident();

    Move undecided = people.informAfter(Duration.ofSeconds(1));
    people.incident = Incidents.proposed(Silence.ESCALATES);
    people.informAfter(Duration.ofSeconds(3));
    Move decided = people.informAfter(Duration.ofSeconds(5));

    assertThat(undecided).isEqualTo(new Move.Wait(Duration.ofSeconds(3)));
    assertThat(decided).isEqualTo(new Move.Wait(Duration.ofSeconds(20)));
  }

  @Test
  void updates_and_escalation_say_what_was_proposed_and_who_answered() {
    People people = toldOfTheIncident();
    Incident.Open asked = Incidents.proposed(Silence.ESCALATES);
    people.incident = asked;
    people.informAfter(Duration.ofMinutes(15));
    assertThat(people.mails.getLast().text())
        .contains("Proposed: Roll back to version 4", "waits for an answer until 14:35:07 UTC");

    people.incident =
        asked
            .with(
                asked
                    .file()
                    .findProposal()
                    .orElseThrow()
                    .rejectedBy("jane", Incidents.STARTED.plusSeconds(60)))
            .escalate(people.now, "rejected by jane (not at noon)");
    people.informAfter(SOON);

    assertThat(people.mails.getLast().text())
        .contains("Reason: rejected by jane (not at noon)", "rejected by jane at 14:31:00 UTC");
  }

  @Test
  void nobody_is_left_unasked_when_mails_are_refused() {
    People people = toldOfTheIncident();
    people.sesRefuses = true;
    people.incident = Incidents.proposed(Silence.ESCALATES);

    people.informAfter(Duration.ofSeconds(3));

    assertThat(people.topic)
        .hasSize(1)
        .allSatisfy(topic -> assertThat(topic.text()).contains("./responder approve"));
    assertThat(people.ledger.values())
        .extracting(Message::key)
        .contains("proposal-" + hash(people) + "/cto/sms");
  }

  @Test
  void an_incident_of_several_agents_that_is_split_says_so() {
    Incident.Open one = Incidents.assessedAs(Severity.P1);
    Incident.Open all =
        new Incident.Open(
            new CaseFile(
                Incidents.ID,
                new Subject.WholeAccount(),
                one.file().startedAt(),
                one.file().openedAt(),
                List.of(),
                one.file().signals(),
                one.file().assessments(),
                List.of(),
                List.of(),
                Verification.NONE,
                1));
    People people = new People(all);
    people.informAfter(NOW);
    people.mails.clear();
    people.incident = all.split(people.now);

    people.informAfter(SOON);

    assertThat(people.mails)
        .isNotEmpty()
        .allSatisfy(
            mail -> {
              assertThat(mail.subject()).isEqualTo("[SPLIT] AgentCore Service Outage - All agents");
              assertThat(mail.text())
                  .contains("have no cause in common", "an incident of its own")
                  .doesNotContain("functioning normally", "worse or different");
            });
  }
}
