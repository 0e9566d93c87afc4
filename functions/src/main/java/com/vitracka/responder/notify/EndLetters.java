package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** It has ended: the plan's resolution, or an end without one. */
final class EndLetters {
  private final Wording wording;

  EndLetters(Wording wording) {
    this.wording = wording;
  }

  Letter resolution(Told told, Incident.Resolved resolved) {
    CaseFile file = resolved.file();
    String subject = "[RESOLVED] " + wording.title(told.findSeverity(), file.subject());
    Duration duration = Duration.between(file.startedAt(), resolved.resolvedAt());
    List<Field> outcome = new ArrayList<>();
    outcome.add(
        new Field(
            "Root cause",
            file.findAssessment()
                .map(assessment -> Wording.sentence(assessment.hypothesis()))
                .filter(hypothesis -> !hypothesis.isEmpty())
                .orElse("Not determined")));
    outcome.add(new Field("Resolution", Wording.sentence(resolved.resolution())));
    if (rolledBack(file)) {
      Wording.findRestoreCommand(file)
          .ifPresent(command -> outcome.add(new Field("Undo the rollback", command)));
    }
    return new Letter(
        subject,
        LetterParts.GREEN,
        List.of(
            new Block.Fields(
                List.of(
                    new Field("Status", "RESOLVED"),
                    new Field("Started", Times.minute(file.startedAt())),
                    new Field("Resolved", Times.minute(resolved.resolvedAt())),
                    new Field("Duration", Times.words(duration)))),
            new Block.Paragraph(
                "The issue has been resolved. "
                    + capital(wording.inSentence(file.subject()))
                    + " "
                    + verb(told)
                    + "\nnow functioning normally."),
            new Block.Fields(List.copyOf(outcome)),
            new Block.Paragraph("A full incident report will be published within 24 hours.")),
        LetterParts.sms(
            subject + ". Lasted " + Times.words(duration) + ".",
            Wording.sentence(resolved.resolution()) + ".",
            ""));
  }

  /** Nobody has seen the agent answer, so this must not sound as if somebody had. */
  Letter superseded(Told told, Incident.Resolved resolved) {
    return withoutRecovery(
        told,
        resolved,
        "SUPERSEDED",
        "A worse or different trouble has begun. The responder works on it as an incident"
            + " of its own, with messages of its own. This one ends here; the agent was"
            + " not seen to recover.",
        "The next incident takes over; the agent did not recover.");
  }

  /** Several agents have failed at once, each for a reason of its own. */
  Letter split(Told told, Incident.Resolved resolved) {
    return withoutRecovery(
        told,
        resolved,
        "SPLIT",
        "The agents that fail have no cause in common. The responder works on each of them as an"
            + " incident of its own, with messages of its own. This one ends here; no agent was"
            + " seen to recover.",
        "No common cause: each agent gets an incident of its own. None did recover.");
  }

  private Letter withoutRecovery(
      Told told, Incident.Resolved resolved, String status, String what, String whatBySms) {
    CaseFile file = resolved.file();
    String subject = "[" + status + "] " + wording.title(told.findSeverity(), file.subject());
    return new Letter(
        subject,
        LetterParts.GREY,
        List.of(
            new Block.Fields(
                List.of(
                    new Field("Status", status),
                    new Field("Started", Times.minute(file.startedAt())),
                    new Field("Ended", Times.minute(resolved.resolvedAt())))),
            new Block.Paragraph(what),
            new Block.Paragraph("A full incident report will be published within 24 hours.")),
        LetterParts.sms(subject + ".", whatBySms, ""));
  }

  private static boolean rolledBack(CaseFile file) {
    return file.steps().stream()
        .anyMatch(
            step ->
                step.state() instanceof StepState.Done
                    && (step.step() instanceof Step.RollBack
                        || step.step() instanceof Step.MoveEndpoint));
  }

  private static String verb(Told told) {
    return told.incident().file().findAgent().isPresent() ? "is" : "are";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
