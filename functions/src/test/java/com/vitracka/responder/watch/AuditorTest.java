package com.vitracka.responder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Acknowledgement;
import com.vitracka.responder.notify.Incidents;
import com.vitracka.responder.notify.People;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuditorTest {
  private final People people = new People(Incidents.assessedAs(Severity.P1));
  private final Bucket bucket = new Bucket();

  @Test
  void an_incident_of_which_nobody_was_told_is_told_now() {
    Audit audit = auditAfter(Duration.ofMinutes(4));

    assertThat(people.mails).isNotEmpty();
    assertThat(audit.mended()).containsExactly("people were told of " + Incidents.ID);
    assertThat(audit.failures()).isEmpty();
  }

  @Test
  void what_the_machine_still_has_time_for_is_left_to_it() {
    Audit audit = auditAfter(Duration.ofMinutes(2));

    assertThat(people.mails).isEmpty();
    assertThat(audit).isEqualTo(new Audit(1, List.of(), List.of(), List.of()));
  }

  @Test
  void an_audit_fails_when_no_channel_takes_the_message() {
    people.sesRefuses = true;
    people.smsRefused = true;
    people.topicRefuses = true;

    assertThat(auditAfter(Duration.ofMinutes(4)).failures())
        .containsExactly("nobody can be told of " + Incidents.ID);
  }

  @Test
  void an_escalation_that_was_not_told_is_told_although_earlier_messages_were() {
    people.informAfter(Duration.ZERO);
    int before = people.mails.size();
    people.incident = Incidents.refused();

    Audit audit = auditAfter(Duration.ofMinutes(5));

    assertThat(audit.mended()).contains("people were told of " + Incidents.ID);
    assertThat(people.subjectsOfMails().subList(before, people.mails.size()))
        .anyMatch(subject -> subject.contains("[ESCALATED]"));
  }

  @Test
  void a_resolution_that_was_not_told_is_told() {
    people.informAfter(Duration.ZERO);
    people.incident = Incidents.rolledBack().resolve(people.now.plusSeconds(60), "Rolled back");

    auditAfter(Duration.ofMinutes(5));

    assertThat(people.subjectsOfMails()).anyMatch(subject -> subject.contains("RESOLVED"));
  }

  @Test
  void a_message_without_a_receipt_is_sent_again_while_it_is_news() {
    people.informAfter(Duration.ZERO);
    lose("incident-P1/cto/email");
    int before = people.mails.size();

    Audit audit = auditAfter(Duration.ofMinutes(6));

    assertThat(people.mails.size()).isGreaterThan(before);
    assertThat(message("incident-P1/cto/email").state()).isEqualTo(Message.State.SENT);
    assertThat(audit.mended()).contains("1 messages of " + Incidents.ID + " had no receipt");
  }

  @Test
  void a_message_without_a_receipt_that_is_no_news_is_written_down_as_refused() {
    people.informAfter(Duration.ZERO);
    lose("first-notice/engineering-lead/email");
    people.incident = Incidents.refused();
    people.informAfter(Duration.ofMinutes(2));

    auditAfter(Duration.ofMinutes(4));

    Message message = message("first-notice/engineering-lead/email");
    assertThat(message.state()).isEqualTo(Message.State.REFUSED);
    assertThat(message.detail()).contains("no receipt");
    assertThat(auditAfter(Duration.ofMinutes(1)).mended()).isEmpty();
  }

  @Test
  void an_ended_incident_without_its_report_gets_it() {
    resolvedAndTold();

    assertThat(auditAfter(Duration.ofMinutes(5)).mended())
        .containsExactly("the report of " + Incidents.ID + " was written");
    assertThat(bucket.filed).containsOnlyKeys(Reports.Form.values());
    assertThat(auditAfter(Duration.ofMinutes(1)).mended()).isEmpty();
  }

  @Test
  void a_report_from_before_the_end_is_written_again() {
    resolvedAndTold();
    for (Reports.Form form : Reports.Form.values()) {
      bucket.filed.put(form, Incidents.STARTED);
    }

    assertThat(auditAfter(Duration.ofMinutes(5)).mended())
        .containsExactly("the report of " + Incidents.ID + " was written");
  }

  @Test
  void a_report_that_the_bucket_refuses_is_told_once() {
    resolvedAndTold();
    bucket.refuses = true;

    assertThat(auditAfter(Duration.ofMinutes(5)).escalated())
        .containsExactly("the report of " + Incidents.ID + " is refused");
    auditAfter(Duration.ofMinutes(1));

    assertThat(people.topic)
        .singleElement()
        .satisfies(said -> assertThat(said.subject()).contains("REPORT MISSING"));
  }

  @Test
  void an_escalation_that_nobody_acknowledges_goes_to_all_on_call_four_times() {
    escalatedAndTold();

    for (int minutes = 0; minutes < 90; minutes += 5) {
      auditAfter(Duration.ofMinutes(5));
    }

    assertThat(people.topic).hasSize(4);
    assertThat(people.topic.getFirst().subject()).contains("NOT ACKNOWLEDGED", Incidents.ID);
    assertThat(people.topic.getFirst().text()).contains("15 minutes", "incidents acknowledge");
    assertThat(people.topic.getLast().text()).contains("60 minutes", "message 4 of 4");
  }

  @Test
  void an_acknowledged_escalation_is_left_alone() {
    escalatedAndTold();
    people.recordMessage(
        Incidents.ID, Acknowledgement.by("arn:aws:iam::111122223333:user/ana", people.now));

    auditAfter(Duration.ofMinutes(20));

    assertThat(people.topic).isEmpty();
  }

  @Test
  void an_escalation_that_was_told_by_mail_only_is_no_page() {
    people.incident =
        Incidents.assessedAs(Severity.P3).escalate(people.now, "our own canary is refused");
    people.informAfter(Duration.ZERO);

    auditAfter(Duration.ofMinutes(30));

    assertThat(people.topic).isEmpty();
  }

  @Test
  void a_topic_that_refuses_the_reminder_fails_the_audit_and_is_tried_again() {
    escalatedAndTold();
    people.topicRefuses = true;
    assertThat(auditAfter(Duration.ofMinutes(16)).failures()).hasSize(1);
    people.topicRefuses = false;

    assertThat(auditAfter(Duration.ofMinutes(1)).failures()).isEmpty();
    assertThat(people.topic).hasSize(1);
  }

  @Test
  void a_bucket_that_does_not_answer_fails_the_audit_and_keeps_no_other_check_from_its_turn() {
    people.incident = Incidents.refused();
    bucket.breaks = true;

    Audit audit = auditAfter(Duration.ofMinutes(5));

    assertThat(audit.mended()).contains("people were told of " + Incidents.ID);
    assertThat(audit.failures()).singleElement().asString().contains("ReportsWritten", "broken");
  }

  @Test
  void an_incident_of_long_ago_is_not_audited() {
    resolvedAndTold();

    assertThat(auditAfter(Duration.ofHours(25)).incidents()).isZero();
  }

  private void resolvedAndTold() {
    people.informAfter(Duration.ZERO);
    people.incident = Incidents.rolledBack().resolve(people.now.plusSeconds(60), "Rolled back");
    people.informAfter(Duration.ofSeconds(70));
  }

  private void escalatedAndTold() {
    people.incident = Incidents.refused();
    people.informAfter(Duration.ofMinutes(1));
    for (Reports.Form form : Reports.Form.values()) {
      bucket.filed.put(form, people.now);
    }
  }

  private Message message(String key) {
    return Objects.requireNonNull(people.ledger.get(key), key);
  }

  private void lose(String key) {
    Message sent = message(key);
    people.ledger.put(
        key,
        new Message(key, sent.kind(), sent.to(), sent.via(), Message.State.SENDING, sent.at(), ""));
  }

  private Audit auditAfter(Duration time) {
    people.now = people.now.plus(time);
    return new Auditor(
            Incidents.PLAN,
            people,
            people.teller(),
            new Documenting(Incidents.PLAN, people, bucket, () -> people.now),
            bucket,
            (subject, text) -> {
              if (people.topicRefuses) {
                return new Receipt.Refused("the fallback topic refused");
              }
              people.topic.add(new People.Topic(subject, text));
              return new Receipt.Accepted("topic-" + people.topic.size());
            },
            () -> people.now)
        .audit();
  }

  private final class Bucket implements Reports {
    final Map<Form, Instant> filed = new EnumMap<>(Form.class);
    boolean refuses;
    boolean breaks;

    @Override
    public Filing file(String incident, Form form, String content) {
      if (refuses) {
        return new Filing.Refused("no bucket");
      }
      filed.put(form, people.now);
      return new Filing.Filed();
    }

    @Override
    public Map<Form, Instant> listFiled(String incident) {
      if (breaks) {
        throw new IllegalStateException("broken");
      }
      return filed;
    }

    @Override
    public String placeOf(String incident) {
      return "s3://records/reports/" + incident + "/report.html";
    }
  }
}
