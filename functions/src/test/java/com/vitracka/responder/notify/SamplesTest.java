package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.document.IncidentReport;
import com.vitracka.responder.document.ReportForms;
import com.vitracka.responder.document.ReportWriter;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes a whole incident's mails and report to {@code target/samples}, to be looked at. */
class SamplesTest {
  private static final Path FOLDER = Path.of("target/samples");

  @Test
  void an_incident_that_was_escalated_and_then_resolved_leaves_every_kind_of_mail()
      throws IOException {
    People people = new People(Incidents.opened());
    people.informAfter(Duration.ZERO);
    people.smsRefused = true;
    people.incident = Incidents.assessedAs(Severity.P1);
    people.informAfter(Duration.ofSeconds(5));
    people.incident = Incidents.proposed(Proposal.Silence.ESCALATES);
    people.informAfter(Duration.ofSeconds(3));
    people.incident = Incidents.refused();
    people.informAfter(Duration.ofSeconds(60));
    write("escalated-report", new ReportWriter(Incidents.PLAN), people);
    people.informAfter(Duration.ofMinutes(15));
    Incident.Open rolledBack = Incidents.rolledBack();
    people.incident =
        rolledBack.resolve(Incidents.STARTED.plusSeconds(1100), "Rolled back to previous version");
    people.informAfter(Duration.ofMinutes(3));

    Files.createDirectories(FOLDER);
    for (int i = 0; i < people.mails.size(); i++) {
      Mail mail = people.mails.get(i);
      Files.writeString(FOLDER.resolve("mail-%02d.html".formatted(i)), mail.html());
      Files.writeString(
          FOLDER.resolve("mail-%02d.txt".formatted(i)),
          "To: " + mail.to() + "\nSubject: " + mail.subject() + "\n\n" + mail.text());
    }
    Files.writeString(
        FOLDER.resolve("sms.txt"),
        String.join("\n", people.sms.stream().map(People.Sms::text).toList()));
    write("report", new ReportWriter(Incidents.PLAN), people);
    assertThat(people.mails).hasSizeGreaterThan(8);
  }

  private static void write(String name, ReportWriter writer, People people) throws IOException {
    IncidentReport report =
        writer.write(people.incident, List.copyOf(people.ledger.values()), people.now);
    Files.createDirectories(FOLDER);
    for (Reports.Form form : Reports.Form.values()) {
      Files.writeString(
          FOLDER.resolve(form.file().replace("report", name)), ReportForms.of(report, form));
    }
  }
}
