package com.vitracka.responder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Incidents;
import com.vitracka.responder.notify.NobodyToldException;
import com.vitracka.responder.notify.People;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.watch.Auditor;
import com.vitracka.responder.watch.HeardBeats;
import com.vitracka.responder.watch.Heartbeat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TellHandlerTest {
  private final People people = new People(Incidents.assessedAs(Severity.P1));
  private final Bucket bucket = new Bucket();
  private final HeardBeats standby = new HeardBeats();
  private final Documenting documenting =
      new Documenting(Incidents.PLAN, people, bucket, () -> people.now);
  private final TellHandler handler =
      new TellHandler(
          people,
          people.teller(),
          documenting,
          new Auditor(
              Incidents.PLAN,
              people,
              people.teller(),
              documenting,
              bucket,
              (subject, text) -> new Receipt.Accepted("topic"),
              () -> people.now),
          standby.pulse(),
          (what, facts) -> people.log.add(what + " " + facts),
          () -> people.now);

  @Test
  void informing_answers_when_to_come_again() throws IOException {
    assertThat(call("inform")).isEqualTo("{\"move\":\"Wait\",\"seconds\":3}");
    assertThat(people.mails).isNotEmpty();
  }

  @Test
  void an_open_incident_is_escalated_although_somebody_else_writes_it_meanwhile()
      throws IOException {
    people.staleSaves = 2;

    call("escalate");

    assertThat(people.incident)
        .isInstanceOfSatisfying(
            Incident.Escalated.class,
            escalated -> assertThat(escalated.reason()).isEqualTo("the machine failed"));
    assertThat(people.mails.getFirst().subject()).startsWith("[P1] [ESCALATED]");
  }

  @Test
  void an_escalation_that_every_channel_refuses_fails_and_so_does_each_retry() {
    people.sesRefuses = true;
    people.smsRefused = true;
    people.topicRefuses = true;

    for (int attempt = 1; attempt <= 6; attempt++) {
      assertThatThrownBy(() -> call("escalate"))
          .isInstanceOf(NobodyToldException.class)
          .hasMessageContaining("nobody was told of the escalation of incident " + Incidents.ID);
    }
    assertThat(people.incident).isInstanceOf(Incident.Escalated.class);
  }

  @Test
  void an_escalation_that_one_channel_takes_is_told() throws IOException {
    people.sesRefuses = true;
    people.smsRefused = true;

    call("escalate");

    assertThat(people.topic).isNotEmpty();
  }

  @Test
  void an_escalation_that_another_is_sending_is_not_a_failure() throws IOException {
    call("escalate");
    people.ledger.replaceAll(
        (key, message) ->
            new Message(
                key,
                message.kind(),
                message.to(),
                message.via(),
                Message.State.SENDING,
                people.now,
                ""));
    int mails = people.mails.size();

    call("escalate");

    assertThat(people.mails).hasSize(mails);
  }

  @Test
  void a_resolved_incident_is_not_escalated() throws IOException {
    people.incident =
        Incidents.rolledBack().resolve(people.now, "Rolled back to previous version (4)");

    assertThat(call("escalate")).isEqualTo("{\"move\":\"Done\"}");
    assertThat(people.incident).isInstanceOf(Incident.Resolved.class);
  }

  @Test
  void when_all_is_told_the_report_holds_the_last_messages() throws IOException {
    people.incident =
        Incidents.rolledBack().resolve(people.now, "Rolled back to previous version (4)");

    call("inform");

    assertThat(bucket.forms).containsOnlyKeys(Reports.Form.values());
    assertThat(bucket.forms.get(Reports.Form.MARKDOWN))
        .contains("resolution to cto by EMAIL: SENT");
  }

  @Test
  void a_bucket_that_refuses_is_told_once_and_stops_nothing() throws IOException {
    bucket.refuses = true;

    assertThat(call("report")).isEqualTo("{\"move\":\"Done\"}");
    call("report");

    assertThat(people.topic)
        .singleElement()
        .satisfies(
            said -> assertThat(said.text()).contains("could not be stored", "markdown: no bucket"));
    assertThat(people.log).anyMatch(line -> line.startsWith("report refused"));
  }

  @Test
  void a_report_that_cannot_be_written_does_not_make_the_machine_tell_again() throws IOException {
    people.incident =
        Incidents.rolledBack().resolve(people.now, "Rolled back to previous version (4)");
    bucket.breaks = true;

    assertThat(call("inform")).isEqualTo("{\"move\":\"Done\"}");
    assertThat(people.log).anyMatch(line -> line.startsWith("report not written"));
  }

  @Test
  void an_audit_that_finds_all_right_or_mends_it_is_a_heartbeat() throws IOException {
    people.now = people.now.plusSeconds(240);

    assertThat(call("audit")).contains("\"incidents\":1", "people were told of " + Incidents.ID);
    assertThat(standby.heard).containsExactly(Heartbeat.Of.AUDIT);
    assertThat(people.log).anyMatch(line -> line.startsWith("audit "));
  }

  @Test
  void an_audit_that_can_neither_mend_nor_tell_fails_and_is_none() {
    people.now = people.now.plusSeconds(240);
    people.sesRefuses = true;
    people.smsRefused = true;
    people.topicRefuses = true;

    assertThatThrownBy(() -> call("audit")).hasMessageContaining("nobody can be told of");
    assertThat(standby.heard).isEmpty();
  }

  @Test
  void an_unknown_call_is_refused() {
    assertThatThrownBy(() -> call("sing")).hasMessageContaining("Tell can inform, escalate");
  }

  @SuppressWarnings("NullAway") // the handler does not look at the context
  private String call(String what) throws IOException {
    String payload =
        "{\"do\":\"%s\",\"incident\":\"%s\",\"reason\":\"the machine failed\"}"
            .formatted(what, Incidents.ID);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), output, null);
    return output.toString(StandardCharsets.UTF_8);
  }

  private static final class Bucket implements Reports {
    final Map<Form, String> forms = new EnumMap<>(Form.class);
    boolean refuses;
    boolean breaks;

    @Override
    public Filing file(String incident, Form form, String content) {
      if (breaks) {
        throw new IllegalStateException("broken");
      }
      if (refuses) {
        return new Filing.Refused("no bucket");
      }
      forms.put(form, content);
      return new Filing.Filed();
    }

    @Override
    public Map<Form, Instant> listFiled(String incident) {
      return forms.keySet().stream()
          .collect(Collectors.toMap(form -> form, _ -> Instant.MAX.minusSeconds(10)));
    }

    @Override
    public String placeOf(String incident) {
      return "s3://records/reports/" + incident + "/report.html";
    }
  }
}
