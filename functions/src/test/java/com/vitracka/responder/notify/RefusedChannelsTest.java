package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RefusedChannelsTest {
  private final People people = new People(Incidents.assessedAs(Severity.P1));

  @Test
  void when_ses_refuses_the_same_text_goes_through_the_topic_and_sms_still_leave() {
    people.sesRefuses = true;

    people.informAfter(Duration.ZERO);

    assertThat(people.sms).hasSize(3);
    assertThat(people.topic)
        .extracting(People.Topic::subject)
        .containsExactly(
            "[NEW] AgentCore Incident - Coach Companion",
            "[P1] AgentCore Service Outage - Coach Companion");
    assertThat(people.topic.getLast().text())
        .contains(
            "Impact: Users unable to access coaching features",
            "Next update: 14:45 UTC",
            "Note: the mail to CTO was not sent: SES refused");
    assertThat(people.ledger.values())
        .filteredOn(message -> message.via().equals("FALLBACK"))
        .extracting(Message::state)
        .containsOnly(Message.State.SENT);
  }

  @Test
  void when_the_topic_refuses_too_it_is_tried_again_but_not_for_ever() {
    people.sesRefuses = true;
    people.topicRefuses = true;
    for (int i = 0; i < 9; i++) {
      people.informAfter(Duration.ofSeconds(20));
    }
    people.topicRefuses = false;
    people.incident =
        Incidents.rolledBack().resolve(people.now, "Rolled back to previous version (4)");

    Move move = people.informAfter(Duration.ofSeconds(20));

    assertThat(people.ledger.keySet())
        .filteredOn(key -> key.startsWith("incident-P1/fallback"))
        .hasSize(Informing.MOST_FALLBACKS);
    assertThat(people.topic).hasSize(1);
    assertThat(move).isEqualTo(new Move.Done());
  }

  @Test
  void when_an_sms_is_refused_the_mail_says_so_and_the_number_is_masked() {
    people.smsRefused = true;

    people.informAfter(Duration.ZERO);

    assertThat(people.mails.getLast().text())
        .contains("Note: the SMS to Engineering Lead was not sent")
        .contains("+44********23");
    assertThat(people.ledger.values())
        .filteredOn(message -> message.via().equals("SMS"))
        .allSatisfy(message -> assertThat(message.state()).isEqualTo(Message.State.REFUSED));
    assertThat(people.ledger.toString() + people.log).doesNotContain("7700900");
    assertThat(people.topic).as("a mail stands for the SMS").isEmpty();
  }

  @Test
  @Timeout(30)
  void an_sms_that_takes_its_time_keeps_no_mail_from_leaving() throws Exception {
    people.smsAnswers = new CountDownLatch(1);
    CountDownLatch mailsLeft = new CountDownLatch(3);
    people.mailLeft = mailsLeft::countDown;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      people.sideBySide = threads;
      Future<Move> telling = threads.submit(() -> people.informAfter(Duration.ZERO));

      mailsLeft.await();
      assertThat(people.sms).isEmpty();

      people.smsAnswers.countDown();
      telling.get();
    }
    assertThat(people.sms).hasSize(3);
    assertThat(people.ledger.values())
        .extracting(Message::state)
        .hasSize(6)
        .containsOnly(Message.State.SENT);
  }

  @Test
  void a_missing_phone_parameter_is_recorded_with_what_to_do() {
    people.phonesMissing = true;

    people.informAfter(Duration.ZERO);

    assertThat(people.detailOf("incident-P1/cto/sms"))
        .contains("there is no parameter /responder/phones/cto", "as SecureString parameter");
    assertThat(people.mails).hasSize(3);
  }

  @Test
  void when_the_table_throttles_people_are_told_all_the_same_and_the_record_says_so() {
    people.claimsThrottled = true;

    people.informAfter(Duration.ZERO);

    assertThat(people.mails).hasSize(3);
    assertThat(people.sms).hasSize(3);
    assertThat(people.detailOf("incident-P1/cto/email"))
        .contains("the ledger did not answer before the send");
    assertThat(people.log).anyMatch(line -> line.startsWith("message not claimed"));
  }

  @Test
  void what_could_not_be_recorded_is_not_sent_again_by_the_same_function() {
    people.claimsThrottled = true;
    people.recordsThrottled = true;
    Teller teller = people.teller();
    teller.inform(Incidents.ID);
    int mails = people.mails.size();

    people.now = people.now.plusSeconds(20);
    teller.inform(Incidents.ID);
    people.recordsThrottled = false;
    people.now = people.now.plusSeconds(20);
    teller.inform(Incidents.ID);

    assertThat(people.mails).hasSize(mails);
    assertThat(people.ledger).as("recorded once the table is well again").hasSize(6);
  }
}
