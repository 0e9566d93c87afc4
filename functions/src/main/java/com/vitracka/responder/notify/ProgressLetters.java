package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** While it is worked on: the first notice, the plan's notification, the updates. */
final class ProgressLetters {
  private final Wording wording;

  ProgressLetters(Wording wording) {
    this.wording = wording;
  }

  Letter firstNotice(CaseFile file) {
    Optional<Severity> severity = file.findAssessment().map(Assessment::severity);
    String name = wording.name(file.subject());
    String subject = "[NEW] AgentCore Incident - " + name;
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Status", "DETECTED"));
    fields.add(new Field("Started", Times.minute(file.startedAt())));
    fields.add(new Field("Severity", severity.map(Severity::name).orElse("not yet assessed")));
    if (!file.signals().isEmpty()) {
      Signal signal = file.signals().getFirst();
      fields.add(new Field("Signal", wording.signal(signal)));
      String text = Wording.textOf(signal);
      if (!text.isEmpty()) {
        fields.add(new Field(Wording.labelOf(signal), text));
      }
    }
    fields.add(new Field("Incident", file.id()));
    return new Letter(
        subject,
        severity.map(LetterParts::colour).orElse(LetterParts.GREY),
        List.of(
            new Block.Fields(fields),
            new Block.Paragraph(
                "Something is wrong with "
                    + wording.inSentence(file.subject())
                    + ". The responder\nis looking at the evidence."),
            new Block.Paragraph(
                "The next message says how severe it is, that it has ended, or that a\nperson is needed.")),
        LetterParts.sms(
            subject + ". Started " + Times.clock(LetterParts.minuteOf(file.startedAt())) + ".",
            file.signals().isEmpty() ? "" : wording.signalBySms(file.signals().getFirst()) + ".",
            severity.map(known -> "Severity " + known + ".").orElse("Severity follows.")));
  }

  Letter notification(Told told, CaseFile file, Severity severity, Instant at) {
    String subject = subject(severity, file);
    Optional<Cadence> cadence = told.findCadence(at);
    Optional<Instant> next = cadence.flatMap(grid -> grid.findNext(at));
    String impact = wording.impact(severity, file.subject());
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Fields(
            List.of(
                new Field("Status", "INVESTIGATING"),
                new Field("Started", Times.minute(file.startedAt())),
                new Field("Impact", impact))));
    blocks.add(
        new Block.Paragraph(
            "We are investigating an issue with "
                + wording.inSentence(file.subject())
                + ".\n"
                + Wording.experience(severity)));
    if (cadence.isPresent() && next.isPresent()) {
      blocks.add(
          new Block.Paragraph(
              "Updates will be provided every " + Times.words(cadence.get().every()) + "."));
    }
    blocks.add(LetterParts.nextUpdate(cadence, next));
    return new Letter(
        subject,
        LetterParts.colour(severity),
        List.copyOf(blocks),
        LetterParts.sms(
            subject
                + ". INVESTIGATING. Started "
                + Times.clock(LetterParts.minuteOf(file.startedAt()))
                + ".",
            impact + ".",
            LetterParts.nextUpdateBySms(next)));
  }

  Letter update(Told told, Incident incident, int number, Instant at) {
    CaseFile file = incident.file();
    Severity severity = told.findSeverity().orElse(Severity.P1);
    Optional<Cadence> cadence = told.findCadence(at);
    Optional<Instant> next = cadence.flatMap(grid -> grid.findNext(at));
    String status = Wording.status(incident);
    String subject =
        "[%s] Update %d: %s"
            .formatted(
                told.findSeverity().map(Severity::name).orElse("SEVERITY UNKNOWN"),
                number,
                wording.title(told.findSeverity(), file.subject()));
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Status", status));
    fields.add(new Field("Started", Times.minute(file.startedAt())));
    fields.add(new Field("Impact", wording.impact(severity, file.subject())));
    file.findAssessment()
        .ifPresent(
            assessment -> {
              if (assessment.severity() != severity) {
                fields.add(new Field("Severity now", assessment.severity().name()));
              }
              fields.add(new Field("Likely cause", Wording.sentence(assessment.hypothesis())));
            });
    file.findProposal()
        .ifPresent(proposal -> fields.add(new Field("Proposed", Wording.proposal(proposal))));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Fields(List.copyOf(fields)));
    blocks.add(LetterParts.done(file));
    if (incident instanceof Incident.Escalated escalated) {
      blocks.add(LetterParts.whatToDo(escalated));
    }
    Wording.findRestoreCommand(file).ifPresent(command -> blocks.add(LetterParts.restore(command)));
    blocks.add(LetterParts.nextUpdate(cadence, next));
    return new Letter(
        subject,
        LetterParts.colour(severity),
        List.copyOf(blocks),
        LetterParts.sms(
            subject + ". " + status + ".",
            file.steps().isEmpty() ? "Nothing was changed." : Wording.steps(file).getLast() + ".",
            LetterParts.nextUpdateBySms(next)));
  }

  private String subject(Severity severity, CaseFile file) {
    return "[" + severity + "] " + wording.title(Optional.of(severity), file.subject());
  }
}
