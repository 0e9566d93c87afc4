package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The responder stops here, and a person takes over. */
final class EscalationLetter {
  private final Wording wording;
  private final UnaryOperator<String> reportPlace;

  EscalationLetter(Wording wording, UnaryOperator<String> reportPlace) {
    this.wording = wording;
    this.reportPlace = reportPlace;
  }

  Letter write(Told told, Incident.Escalated escalated, Instant at) {
    CaseFile file = escalated.file();
    Optional<Severity> known = told.findSeverity();
    Severity severity = known.orElse(Severity.P1);
    Optional<Cadence> cadence = told.findCadence(at);
    Optional<Instant> next = cadence.flatMap(grid -> grid.findNext(at));
    String subject =
        "[%s] [ESCALATED] %s"
            .formatted(
                known.map(Severity::name).orElse("SEVERITY UNKNOWN"),
                wording.title(known, file.subject()));
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Status", "ESCALATED"));
    fields.add(new Field("Started", Times.minute(file.startedAt())));
    fields.add(new Field("Escalated", Times.minute(escalated.escalatedAt())));
    fields.add(
        new Field(
            "Impact",
            known.isPresent()
                ? wording.impact(severity, file.subject())
                : "Not known: the evidence could not be assessed"));
    fields.add(new Field("Reason", Wording.sentence(escalated.reason())));
    file.findAssessment()
        .ifPresent(
            assessment ->
                fields.add(new Field("Likely cause", Wording.sentence(assessment.hypothesis()))));
    file.findProposal()
        .ifPresent(proposal -> fields.add(new Field("Proposed", Wording.proposal(proposal))));
    fields.add(new Field("Incident", file.id()));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Fields(List.copyOf(fields)));
    blocks.add(
        new Block.Paragraph(
            "The responder does nothing more about "
                + wording.inSentence(file.subject())
                + ".\nA person has to take over now."));
    blocks.add(LetterParts.done(file));
    blocks.add(LetterParts.whatToDo(escalated));
    Optional<String> restore = Wording.findRestoreCommand(file);
    restore.ifPresent(command -> blocks.add(LetterParts.restore(command)));
    blocks.add(
        new Block.Fields(List.of(new Field("Incident report", reportPlace.apply(file.id())))));
    blocks.add(LetterParts.nextUpdate(cadence, next));
    return new Letter(
        subject,
        LetterParts.colour(severity),
        List.copyOf(blocks),
        LetterParts.sms(
            subject + ".",
            Wording.sentence(escalated.reason()) + ". " + LetterParts.resort(escalated) + ".",
            restore.map(command -> "Restore: " + command + ". ").orElse("")
                + LetterParts.nextUpdateBySms(next)));
  }
}
