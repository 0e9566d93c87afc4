package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void the_primary_is_told_at_once_by_mail_and_sms_before_anything_is_assessed() {
    People people = new People(Incidents.opened());

    Move move = people.informAfter(NOW);

    assertThat(people.subjectsOfMails())
        .containsExactly("engineering@vitracka.com [NEW] AgentCore Incident - Coach Companion");
    assertThat(people.mails.getFirst().text()).contains("Severity: not yet assessed");
    assertThat(people.sms).hasSize(1);
    assertThat(move)
        .as("the assessment is told within seconds")
        .isEqualTo(new Move.Wait(Duration.ofSeconds(3)));
  }

  @Test
  void nobody_is_told_the_same_twice() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    int mails = people.mails.size();

    people.informAfter(SOON);

    assertThat(people.mails).hasSize(mails);
  }

  @Test
  void an_assessed_p1_is_told_to_cto_and_engineering_lead() {
    People people = new People(Incidents.opened());
    people.informAfter(NOW);
    people.mails.clear();
    people.sms.clear();
    people.incident = Incidents.assessedAs(Severity.P1);

    people.informAfter(SOON);

    assertThat(people.subjectsOfMails())
        .containsExactly(
            "cto@vitracka.com [P1] AgentCore Service Outage - Coach Companion",
            "engineering@vitracka.com [P1] AgentCore Service Outage - Coach Companion");
    assertThat(people.sms).hasSize(2);
  }

  @Test
  void a_p2_is_degraded_performance() {
    People people = new People(Incidents.assessedAs(Severity.P2));

    people.informAfter(NOW);

    Mail mail = people.mails.getLast();
    assertThat(mail.subject()).isEqualTo("[P2] AgentCore Degraded Performance - Coach Companion");
    assertThat(mail.text()).contains("Users may experience slow or failing answers.");
  }

  @Test
  void a_p4_promises_no_update_and_the_woken_primary_learns_of_it_too() {
    People people = new People(Incidents.opened());
    people.informAfter(NOW);
    people.mails.clear();
    people.incident = Incidents.assessedAs(Severity.P4);

    people.informAfter(SOON);
    people.informAfter(Duration.ofMinutes(40));

    assertThat(people.subjectsOfMails())
        .containsExactly(
            "devops@vitracka.com [P4] AgentCore Minor Issue - Coach Companion",
            "engineering@vitracka.com [P4] AgentCore Minor Issue - Coach Companion");
    assertThat(people.mails.getFirst().text())
        .doesNotContain("Updates will be provided", "Next update")
        .contains("You will be told when it is resolved");
  }

  @Test
  void each_promised_update_is_sent_in_its_minute() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    Move move = people.informAfter(NOW);
    people.incident = Incidents.rolledBack();

    for (Instant end = people.now.plus(Duration.ofMinutes(50)); people.now.isBefore(end); ) {
      move = people.informAfter(((Move.Wait) move).duration());
    }

    assertThat(people.ledger.values())
        .filteredOn(message -> message.kind().equals("update") && message.via().equals("EMAIL"))
        .extracting(message -> message.to() + " " + message.at().toString())
        .containsExactly(
            "cto 2026-02-08T14:45:00Z",
            "engineering-lead 2026-02-08T14:45:00Z",
            "cto 2026-02-08T15:00:00Z",
            "engineering-lead 2026-02-08T15:00:00Z",
            "cto 2026-02-08T15:15:00Z",
            "engineering-lead 2026-02-08T15:15:00Z");
    assertThat(people.mails.getLast().subject())
        .isEqualTo("[P1] Update 3: AgentCore Service Outage - Coach Companion");
    assertThat(people.mails.getLast().text())
        .contains("Status: VERIFYING", "Roll back to version 4: accepted", "Next update: 15:30");
  }

  @Test
  void a_teller_that_was_away_sends_one_update_and_not_all_that_it_missed() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    people.mails.clear();

    people.informAfter(Duration.ofMinutes(50));

    assertThat(people.mails)
        .extracting(Mail::subject)
        .containsOnly("[P1] Update 1: AgentCore Service Outage - Coach Companion");
    assertThat(people.mails.getFirst().text()).contains("Next update: 15:30 UTC");
  }

  @Test
  void a_worse_severity_is_told_to_those_whom_it_concerns() {
    People people = new People(Incidents.assessedAs(Severity.P2));
    people.informAfter(NOW);
    people.mails.clear();
    people.incident =
        Incidents.assessedAs(Severity.P2).with(Incidents.assessment(Severity.P1, people.now));

    people.informAfter(SOON);

    assertThat(people.subjectsOfMails())
        .containsExactly(
            "cto@vitracka.com [P1] AgentCore Service Outage - Coach Companion",
            "engineering@vitracka.com [P1] AgentCore Service Outage - Coach Companion");
  }

  @Test
  void the_resolution_goes_to_all_who_were_told_and_then_it_is_done() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    people.mails.clear();
    people.sms.clear();
    people.incident =
        Incidents.rolledBack()
            .resolve(Incidents.STARTED.plusSeconds(400), "Rolled back to previous version (4)");

    Move move = people.informAfter(Duration.ofMinutes(6));

    assertThat(people.subjectsOfMails())
        .containsExactly(
            "cto@vitracka.com [RESOLVED] AgentCore Service Outage - Coach Companion",
            "engineering@vitracka.com [RESOLVED] AgentCore Service Outage - Coach Companion");
    assertThat(people.mails.getFirst().text())
        .contains("Undo the rollback: ./responder backup restore " + Incidents.ID)
        .endsWith("A full incident report will be published within 24 hours.\n");
    assertThat(people.sms).hasSize(2);
    assertThat(move).isEqualTo(new Move.Done());
  }

  @Test
  void an_incident_resolved_before_it_was_told_is_told_as_resolved_only() {
    People people = new People(Incidents.opened());
    people.informAfter(NOW);
    people.mails.clear();
    people.incident =
        Incidents.assessedAs(Severity.P4)
            .resolve(Incidents.STARTED.plusSeconds(30), "The agent recovered by itself");

    people.informAfter(SOON);

    assertThat(people.subjectsOfMails())
        .containsExactly(
            "devops@vitracka.com [RESOLVED] AgentCore Minor Issue - Coach Companion",
            "engineering@vitracka.com [RESOLVED] AgentCore Minor Issue - Coach Companion");
  }

  @Test
  void an_escalation_says_what_was_tried_why_it_ended_and_what_to_do() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    people.mails.clear();
    people.sms.clear();
    people.incident = Incidents.refused();

    Move move = people.informAfter(Duration.ofMinutes(1));

    assertThat(people.mails)
        .extracting(Mail::to)
        .containsExactly("cto@vitracka.com", "engineering@vitracka.com");
    assertThat(people.mails.getFirst().text())
        .contains(
            "Status: ESCALATED",
            "Reason: every recovery step was tried",
            "Roll back to version 4: failed at 14:30:09 UTC: UPDATE_FAILED: Role validation failed",
            "Restore the backup, or deploy a release that is known to work",
            "./responder backup restore " + Incidents.ID,
            "s3://records/reports/" + Incidents.ID + "/report.html",
            "Next update: 14:45 UTC");
    assertThat(people.sms).hasSize(2).allSatisfy(sms -> assertThat(sms.text()).contains("restore"));
    assertThat(move).isEqualTo(new Move.Wait(Duration.ofSeconds(90)));
  }

  @Test
  void the_cto_is_told_of_an_escalated_p2_although_the_rule_names_only_the_lead() {
    People people = new People(Incidents.assessedAs(Severity.P2));
    people.informAfter(NOW);
    people.mails.clear();
    people.incident =
        Incidents.assessedAs(Severity.P2).escalate(people.now, "the canary is refused");

    people.informAfter(SOON);

    assertThat(people.mails).extracting(Mail::to).contains("cto@vitracka.com");
    assertThat(people.mails.getFirst().text())
        .contains("Nothing was changed.")
        .doesNotContain("backup restore");
  }

  @Test
  void what_was_never_assessed_is_escalated_as_the_worst() {
    People people =
        new People(Incidents.opened().escalate(Incidents.STARTED.plusSeconds(30), "Look failed"));

    people.informAfter(Duration.ofMinutes(1));

    assertThat(people.mails)
        .extracting(Mail::to)
        .containsExactly("cto@vitracka.com", "engineering@vitracka.com");
    assertThat(people.mails.getFirst().subject())
        .isEqualTo("[SEVERITY UNKNOWN] [ESCALATED] AgentCore Incident - Coach Companion");
  }

  @Test
  void updates_go_on_for_a_day_after_an_escalation_and_the_last_one_says_so() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    people.informAfter(NOW);
    people.incident = Incidents.refused();
    Move move = people.informAfter(Duration.ofMinutes(1));

    int turns = 0;
    while (move instanceof Move.Wait(Duration time)) {
      move = people.informAfter(time);
      turns++;
    }

    assertThat(move).isEqualTo(new Move.Done());
    assertThat(people.now).isAfterOrEqualTo(Incidents.STARTED.plus(Duration.ofHours(24)));
    assertThat(people.mails.getLast().subject()).contains("Update 96");
    assertThat(people.mails.getLast().text())
        .contains("This is the last update.")
        .doesNotContain("Next update");
    assertThat(turns).as("turns of the machine").isLessThan(1500);
  }

  @Test
  void every_promise_of_an_update_is_kept() {
    People people = new People(Incidents.assessedAs(Severity.P1));
    Move move = people.informAfter(NOW);
    people.informAfter(Duration.ofSeconds(577));
    people.incident = Incidents.refused();
    for (int i = 0; i < 300; i++) {
      move = people.informAfter(((Move.Wait) move).duration());
    }

    List<String> promised =
        people.mails.stream()
            .flatMap(mail -> mail.text().lines())
            .filter(line -> line.startsWith("Next update: "))
            .map(line -> line.substring("Next update: ".length()))
            .distinct()
            .toList();
    List<String> told =
        people.ledger.values().stream().map(message -> Times.clock(message.at())).toList();
    assertThat(promised).hasSizeGreaterThan(4);
    assertThat(told).containsAll(promised.subList(0, promised.size() - 1));
  }

  @Test
  void no_sms_is_longer_than_allowed_whatever_is_told() {
    String chatter = "word ".repeat(200);
    People people = new People(Incidents.opened(chatter));
    people.informAfter(NOW);
    people.incident = Incidents.rolledBack().escalate(people.now, chatter);
    people.informAfter(SOON);
    people.incident = Incidents.rolledBack().resolve(people.now, chatter);
    people.informAfter(SOON);

    assertThat(people.sms)
        .hasSizeGreaterThan(3)
        .allSatisfy(sms -> assertThat(sms.text().length()).isLessThanOrEqualTo(Letter.MOST_SMS));
  }

  @Test
  void what_an_alarm_says_can_be_neither_html_nor_hidden() {
    People people =
        new People(Incidents.opened("<img src=x onerror=alert(1)>\u202Egnp.exe\u0007\nStatus: OK"));

    people.informAfter(NOW);

    Mail mail = people.mails.getFirst();
    assertThat(mail.html()).contains("&lt;img src=x").doesNotContain("<img");
    assertThat(mail.html() + mail.text()).doesNotContain("\u202E", "\u0007", "\nStatus: OK");
  }

  @Test
  void a_message_left_by_a_dead_attempt_is_sent_once_that_is_certain() {
    People people = new People(Incidents.opened());
    Bulletin first = new Bulletin.FirstNotice();
    Delivery mail = new Delivery.ByMail(first, Incidents.PLAN.onCall().primary());
    people.ledger.put(mail.key(), mail.message(Message.State.SENDING, people.now, ""));

    people.informAfter(SOON);
    assertThat(people.mails).isEmpty();
    people.informAfter(Duration.ofMinutes(2));

    assertThat(people.mails).hasSize(1);
  }

  @Test
  void an_incident_of_the_whole_account_is_told_in_its_words() {
    Incident.Open one = Incidents.assessedAs(Severity.P1);
    Incident.Open all =
        new Incident.Open(
            new com.vitracka.responder.incident.CaseFile(
                Incidents.ID,
                new com.vitracka.responder.incident.Subject.WholeAccount(),
                one.file().startedAt(),
                one.file().openedAt(),
                List.of(),
                one.file().signals(),
                one.file().assessments(),
                List.of(),
                List.of(),
                one.file().verification(),
                1));
    People people = new People(all);

    people.informAfter(NOW);

    assertThat(people.mails.getLast().subject())
        .isEqualTo("[P1] AgentCore Service Outage - All agents");
    assertThat(people.mails.getLast().text()).contains("with several agents of the account.");
  }

  @Test
  void the_end_of_an_incident_that_another_supersedes_does_not_sound_like_a_recovery() {
    Incident.Escalated escalated = Incidents.refused();
    People people = new People(escalated);
    people.informAfter(NOW);
    people.mails.clear();
    people.sms.clear();
    people.incident = escalated.supersede(escalated.escalatedAt().plusSeconds(60));

    Move move = people.informAfter(SOON);

    assertThat(move).isEqualTo(new Move.Done());
    assertThat(people.mails)
        .isNotEmpty()
        .allSatisfy(
            mail -> {
              assertThat(mail.subject()).startsWith("[SUPERSEDED]");
              assertThat(mail.text())
                  .contains("was not seen to recover")
                  .doesNotContain("functioning normally");
            });
  }
}
