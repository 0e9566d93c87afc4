package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.notify.PlainText;
import com.vitracka.responder.notify.Wording;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Incidents in words. */
final class IncidentText {
  private static final int MOST_SIGNS = 120;
  private static final int MOST_OF_A_LINE = 1000;

  private IncidentText() {}

  static Map<String, Object> summary(Incident incident) {
    CaseFile file = incident.file();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("incident", file.id());
    row.put("state", incident.state());
    row.put("subject", file.subject().key());
    row.put("severity", severity(file));
    row.put("openedAt", file.openedAt().toString());
    row.put("text", outcome(incident));
    return row;
  }

  static String row(Incident incident) {
    CaseFile file = incident.file();
    return "%-40s %-10s %-9s %-26s %-20s %s%n"
        .formatted(
            file.id(),
            incident.state(),
            severity(file),
            file.subject().key(),
            seconds(file.openedAt()),
            clipped(outcome(incident)));
  }

  static String whole(Incident incident, List<Message> messages) {
    CaseFile file = incident.file();
    StringBuilder text = new StringBuilder();
    line(text, "Incident", file.id());
    line(
        text,
        "State",
        incident.state() + (outcome(incident).isEmpty() ? "" : ": ") + outcome(incident));
    line(text, "Subject", file.subject().key());
    line(text, "Severity", severity(file));
    line(text, "Noticed", seconds(file.startedAt()) + ", opened " + seconds(file.openedAt()));
    text.append("\nDETECT\n");
    for (Signal signal : file.signals()) {
      text.append(
          "  %s  %s by %s: %s%n"
              .formatted(
                  seconds(signal.at()),
                  signal.trouble(),
                  signal.path(),
                  PlainText.quoted(signal.text(), MOST_SIGNS)));
    }
    text.append("\nASSESS\n");
    for (Assessment assessment : file.assessments()) {
      text.append(
          "  %s  %s, rule %s, remedy %s: %s%n"
              .formatted(
                  seconds(assessment.at()),
                  assessment.severity(),
                  assessment.rule(),
                  assessment.remedy(),
                  clipped(assessment.hypothesis())));
      assessment
          .findings()
          .forEach(finding -> text.append("      ").append(line(finding)).append('\n'));
    }
    text.append("\nRESPOND\n");
    for (StepRecord step : file.steps()) {
      text.append(
          "  %s  %d. %s: %s%n"
              .formatted(
                  seconds(step.decidedAt()),
                  step.number(),
                  step.step().name(),
                  step(step.state())));
    }
    for (Proposal proposal : file.proposals()) {
      text.append(
          "  %s  proposed (%s): %s%n"
              .formatted(
                  seconds(proposal.at()), proposal.hash(), clipped(Wording.proposal(proposal))));
    }
    text.append("\nTOLD\n");
    for (Message message : messages) {
      text.append(
          "  %s  %s to %s by %s: %s %s%n"
              .formatted(
                  seconds(message.at()),
                  message.kind(),
                  message.to(),
                  message.via(),
                  message.state(),
                  message.state() == Message.State.REFUSED ? clipped(message.detail()) : ""));
    }
    return text.toString();
  }

  private static String step(StepState state) {
    return switch (state) {
      case StepState.Pending() -> "decided";
      case StepState.Started started -> "begun " + seconds(started.at());
      case StepState.Done done -> "done " + seconds(done.at()) + ", " + line(done.result());
      case StepState.Failed failed ->
          "failed " + seconds(failed.at()) + ": " + line(failed.reason());
    };
  }

  private static String outcome(Incident incident) {
    return switch (incident) {
      case Incident.Open open -> "";
      case Incident.Resolved resolved -> resolved.resolution();
      case Incident.Escalated escalated -> escalated.reason();
    };
  }

  private static String severity(CaseFile file) {
    return file.findAssessment().map(assessment -> assessment.severity().name()).orElse("-");
  }

  /** One short line: what others wrote must not look like more of ours. */
  private static String clipped(String text) {
    return PlainText.line(text, MOST_SIGNS);
  }

  private static String line(String text) {
    return PlainText.line(text, MOST_OF_A_LINE);
  }

  private static String seconds(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond()).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-9s %s%n".formatted(name, line(value)));
  }
}
