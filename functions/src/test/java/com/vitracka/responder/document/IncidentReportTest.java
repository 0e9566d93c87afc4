package com.vitracka.responder.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.notify.Incidents;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
  private static final Instant NOW = Incidents.STARTED.plusSeconds(400);
  private final ReportWriter writer = new ReportWriter(Incidents.PLAN);

  @Test
  void the_factors_add_up_to_the_time_until_resolved() {
    Factors factors = report(resolved()).factors();

    assertThat(factors.parts())
        .extracting(part -> part.name() + " " + part.took().orElseThrow().toSeconds())
        .containsExactly("Detect 2", "Diagnose 3", "Execute 34", "Verify 300", "Between 1");
    assertThat(factors.total()).contains(Duration.ofSeconds(340));
    assertThat(factors.findMet()).contains(true);
  }

  @Test
  void the_factors_agree_with_the_timeline() {
    IncidentReport report = report(resolved());

    assertThat(report.timeline())
        .extracting(entry -> entry.at().toString().substring(11, 19) + " " + entry.phase())
        .containsExactly(
            "14:30:00 DETECT",
            "14:30:02 DETECT",
            "14:30:02 DETECT",
            "14:30:05 ASSESS",
            "14:30:06 RESPOND",
            "14:30:07 RESPOND",
            "14:30:08 RESPOND",
            "14:30:10 RESPOND",
            "14:30:40 RESPOND",
            "14:30:40 VERIFY",
            "14:35:40 VERIFY");
  }

  @Test
  void an_escalated_incident_has_no_total_and_says_what_a_person_should_do() {
    IncidentReport report = report(Incidents.refused());

    assertThat(report.factors().total()).isEmpty();
    assertThat(ReportForms.of(report, Reports.Form.MARKDOWN))
        .contains(
            "not recovered by the responder",
            "**Restore the backup**: `./responder backup restore " + Incidents.ID + "`",
            "**What a person should do**: Restore the backup, or deploy a release");
  }

  @Test
  void a_p1_gets_a_post_mortem_on_a_working_day() {
    // The eighth of February 2026 is a Sunday.
    assertThat(report(resolved()).actions())
        .extracting(IncidentReport.Action::what, IncidentReport.Action::by)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "Hold the post-mortem of incident " + Incidents.ID, "2026-02-11"));
    assertThat(report(Incidents.assessedAs(Severity.P4)).actions())
        .noneMatch(action -> action.what().contains("post-mortem"));
  }

  @Test
  void refused_messages_are_in_the_report_and_someone_mends_the_channel() {
    Message refused =
        new Message(
            "incident-P1/cto/sms", "incident", "cto", "SMS", Message.State.REFUSED, NOW, "sandbox");

    IncidentReport report = writer.write(resolved(), List.of(refused), NOW);

    assertThat(ReportForms.of(report, Reports.Form.MARKDOWN))
        .contains("incident to cto by SMS: REFUSED, sandbox", "Mend the channels");
  }

  @Test
  void the_timeline_says_what_was_asked_of_people_and_what_they_answered() {
    Incident.Open asked = Incidents.proposed(Proposal.Silence.ESCALATES);
    Proposal proposal = asked.file().findProposal().orElseThrow();

    IncidentReport report =
        report(asked.with(proposal.approvedBy("jane", Incidents.STARTED.plusSeconds(90))));

    assertThat(report.timeline())
        .extracting(entry -> entry.at().toString().substring(11, 19) + " " + entry.text())
        .contains(
            "14:30:07 Asked people until 14:35:07 UTC, when nobody answers to be escalated: Roll"
                + " back to version 4; if that does not help: Redeploy what is live",
            "14:31:30 Proposed: Roll back to version 4; if that does not help: Redeploy what is"
                + " live: approved by jane at 14:31:30 UTC");
  }

  @Test
  void no_form_lets_an_alarms_text_become_markup() {
    Incident incident = Incidents.opened("![x](http://evil) <script>alert(1)</script> | cell");
    IncidentReport report = report(incident);

    assertThat(ReportForms.of(report, Reports.Form.MARKDOWN))
        .contains("\"\\!(x)(http(:)//evil) &lt;script&gt;alert(1)&lt;/script&gt; \\| cell");
    assertThat(ReportForms.of(report, Reports.Form.HTML))
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void the_json_form_says_the_same() {
    JsonObject json = Json.object(ReportForms.of(report(resolved()), Reports.Form.JSON));

    assertThat(json.text("status")).isEqualTo("RESOLVED");
    assertThat(json.object("factors").object("execute").text("took_s")).isEqualTo("34.0");
    assertThat(json.object("factors").text("total_s")).isEqualTo("340.0");
    assertThat(json.objects("timeline")).hasSize(11);
    assertThat(json.objects("recoveryPoint")).hasSize(5);
  }

  private static Incident resolved() {
    return Incidents.rolledBack()
        .resolve(Incidents.STARTED.plusSeconds(340), "Rolled back to previous version (4)");
  }

  private IncidentReport report(Incident incident) {
    return writer.write(incident, List.of(), NOW);
  }
}
