package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change that waits for people to answer. */
final class ProposalLetter {
  private final Wording wording;

  ProposalLetter(Wording wording) {
    this.wording = wording;
  }

  /** What would be changed, why, until when people may answer, and what silence means. */
  Letter write(Told told, Incident.Open open, Proposal proposal, Instant at) {
    CaseFile file = open.file();
    Severity severity = told.findSeverity().orElse(Severity.P1);
    Optional<Cadence> cadence = told.findCadence(at);
    Optional<Instant> next = cadence.flatMap(grid -> grid.findNext(at));
    String until = Times.clock(proposal.until());
    boolean acts = proposal.silence() == Proposal.Silence.ACTS;
    String subject =
        "[%s] [%s] %s"
            .formatted(
                severity,
                acts ? "ACTS AT " + until : "APPROVAL NEEDED",
                wording.title(Optional.of(severity), file.subject()));
    String changes = Wording.changes(proposal.steps());
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Status", Wording.status(open)));
    fields.add(new Field("Started", Times.minute(file.startedAt())));
    fields.add(new Field("Impact", wording.impact(severity, file.subject())));
    fields.add(new Field("It would", changes));
    file.findAssessment()
        .ifPresent(
            assessment ->
                fields.add(new Field("Because", Wording.sentence(assessment.hypothesis()))));
    fields.add(new Field("Answer until", until));
    fields.add(
        new Field(
            "When nobody answers",
            acts ? "it is carried out" : "nothing is changed, and a person has to take over"));
    fields.add(new Field("Incident", file.id()));
    String hash = " --hash " + proposal.hash();
    String approve = "./responder approve " + file.id() + hash;
    String reject = "./responder reject " + file.id() + hash + " --reason TEXT";
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Fields(List.copyOf(fields)));
    blocks.add(
        new Block.Paragraph(
            "The first valid answer counts, for exactly this change. The evidence is looked at"
                + " once more\nbefore anything is changed."));
    if (acts) {
      blocks.add(new Block.Command("To forbid it, and take over", reject));
      blocks.add(new Block.Command("To have it carried out at once", approve));
    } else {
      blocks.add(new Block.Command("To have it carried out", approve));
      blocks.add(new Block.Command("To forbid it, and take over", reject));
    }
    blocks.add(
        new Block.Command(
            "To stop all work on this incident",
            "./responder stop " + file.id() + " --reason TEXT"));
    blocks.add(LetterParts.nextUpdate(cadence, next));
    return new Letter(
        subject,
        LetterParts.colour(severity),
        List.copyOf(blocks),
        LetterParts.sms(
            subject + ".",
            changes + (acts ? "." : ", when approved until " + until + "."),
            acts ? "Stop it: " + reject : approve));
  }
}
