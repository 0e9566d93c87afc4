package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the letter of a bulletin. Notification and resolution are the plan's "Communication
 * Templates"; the others follow their form.
 */
final class Letters {
  private static final String GREY = "#475467";
  private static final String ASCII_ELLIPSIS = "...";
  private static final String GREEN = "#067647";
  private static final String UNTIL_RESOLVED =
      "You will be told when it is resolved, or when it needs a person.";

  private final Plan plan;
  private final Wording wording;
  private final UnaryOperator<String> reportPlace;

  /**
   * Letters by this plan.
   *
   * @param reportPlace where the report of the incident of that id is
   */
  Letters(Plan plan, UnaryOperator<String> reportPlace) {
    this.plan = plan;
    this.wording = new Wording(plan);
    this.reportPlace = reportPlace;
  }

  Letter write(Told told, Bulletin bulletin, Instant now) {
    Instant at = told.findSentAt(bulletin).orElse(now);
    Letter letter =
        switch (told.incident()) {
          case Incident.Resolved resolved
              when bulletin instanceof Bulletin.Resolution && resolved.isSplit() ->
              split(told, resolved);
          case Incident.Resolved resolved
              when bulletin instanceof Bulletin.Resolution && resolved.isSuperseded() ->
              superseded(told, resolved);
          case Incident.Resolved resolved when bulletin instanceof Bulletin.Resolution ->
              resolution(told, resolved);
          case Incident.Escalated escalated when bulletin instanceof Bulletin.Escalation ->
              escalation(told, escalated, at);
          case Incident incident when bulletin instanceof Bulletin.Notification notification ->
              notification(told, incident.file(), notification.severity(), at);
          case Incident.Open open
              when bulletin instanceof Bulletin.Proposed && findWaiting(open).isPresent() ->
              proposal(told, open, findWaiting(open).get(), at);
          case Incident incident when bulletin instanceof Bulletin.Update update ->
              update(told, incident, update.number(), at);
          default -> firstNotice(told.incident().file());
        };
    return withNotes(letter, told, bulletin);
  }

  /** The same letter, which also says which SMS of the bulletin did not leave. */
  private Letter withNotes(Letter letter, Told told, Bulletin bulletin) {
    List<Block> blocks = new ArrayList<>(letter.blocks());
    // The last line stays the last: what comes next.
    Block last = blocks.removeLast();
    told.messages().stream()
        .filter(bulletin::isIn)
        .filter(message -> message.state() == Message.State.REFUSED)
        .filter(message -> !message.via().equals(Delivery.FALLBACK))
        .map(
            message ->
                new Block.Paragraph(
                    "Note: the "
                        + (message.via().equals("SMS") ? "SMS" : "mail")
                        + " to "
                        + nameOf(message.to())
                        + " was not sent: "
                        + Wording.sentence(message.detail())))
        .forEach(blocks::add);
    blocks.add(last);
    return new Letter(letter.subject(), letter.colour(), List.copyOf(blocks), letter.sms());
  }

  private String nameOf(String contact) {
    return plan.contacts().stream()
        .filter(known -> known.id().equals(contact))
        .map(Contact::name)
        .findFirst()
        .orElse(contact);
  }

  private Letter firstNotice(CaseFile file) {
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
        severity.map(Letters::colour).orElse(GREY),
        List.of(
            new Block.Fields(fields),
            new Block.Paragraph(
                "Something is wrong with "
                    + wording.inSentence(file.subject())
                    + ". The responder\nis looking at the evidence."),
            new Block.Paragraph(
                "The next message says how severe it is, that it has ended, or that a\nperson is needed.")),
        sms(
            subject + ". Started " + Times.clock(minuteOf(file.startedAt())) + ".",
            file.signals().isEmpty() ? "" : wording.signalBySms(file.signals().getFirst()) + ".",
            severity.map(known -> "Severity " + known + ".").orElse("Severity follows.")));
  }

  private Letter notification(Told told, CaseFile file, Severity severity, Instant at) {
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
    blocks.add(nextUpdate(cadence, next));
    return new Letter(
        subject,
        colour(severity),
        List.copyOf(blocks),
        sms(
            subject + ". INVESTIGATING. Started " + Times.clock(minuteOf(file.startedAt())) + ".",
            impact + ".",
            nextUpdateBySms(next)));
  }

  private static Optional<Proposal> findWaiting(Incident.Open open) {
    return open.file().findProposal().filter(Proposal::isWaiting);
  }

  /** What would be changed, why, until when people may answer, and what silence means. */
  private Letter proposal(Told told, Incident.Open open, Proposal proposal, Instant at) {
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
    blocks.add(nextUpdate(cadence, next));
    return new Letter(
        subject,
        colour(severity),
        List.copyOf(blocks),
        sms(
            subject + ".",
            changes + (acts ? "." : ", when approved until " + until + "."),
            acts ? "Stop it: " + reject : approve));
  }

  private Letter update(Told told, Incident incident, int number, Instant at) {
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
    blocks.add(done(file));
    if (incident instanceof Incident.Escalated escalated) {
      blocks.add(whatToDo(escalated));
    }
    Wording.findRestoreCommand(file).ifPresent(command -> blocks.add(restore(command)));
    blocks.add(nextUpdate(cadence, next));
    return new Letter(
        subject,
        colour(severity),
        List.copyOf(blocks),
        sms(
            subject + ". " + status + ".",
            file.steps().isEmpty() ? "Nothing was changed." : Wording.steps(file).getLast() + ".",
            nextUpdateBySms(next)));
  }

  private Letter escalation(Told told, Incident.Escalated escalated, Instant at) {
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
    blocks.add(done(file));
    blocks.add(whatToDo(escalated));
    Optional<String> restore = Wording.findRestoreCommand(file);
    restore.ifPresent(command -> blocks.add(restore(command)));
    blocks.add(
        new Block.Fields(List.of(new Field("Incident report", reportPlace.apply(file.id())))));
    blocks.add(nextUpdate(cadence, next));
    return new Letter(
        subject,
        colour(severity),
        List.copyOf(blocks),
        sms(
            subject + ".",
            Wording.sentence(escalated.reason()) + ". " + resort(escalated) + ".",
            restore.map(command -> "Restore: " + command + ". ").orElse("")
                + nextUpdateBySms(next)));
  }

  private Letter resolution(Told told, Incident.Resolved resolved) {
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
        GREEN,
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
        sms(
            subject + ". Lasted " + Times.words(duration) + ".",
            Wording.sentence(resolved.resolution()) + ".",
            ""));
  }

  /** Nobody has seen the agent answer, so this must not sound as if somebody had. */
  private Letter superseded(Told told, Incident.Resolved resolved) {
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
  private Letter split(Told told, Incident.Resolved resolved) {
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
        GREY,
        List.of(
            new Block.Fields(
                List.of(
                    new Field("Status", status),
                    new Field("Started", Times.minute(file.startedAt())),
                    new Field("Ended", Times.minute(resolved.resolvedAt())))),
            new Block.Paragraph(what),
            new Block.Paragraph("A full incident report will be published within 24 hours.")),
        sms(subject + ".", whatBySms, ""));
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

  private String subject(Severity severity, CaseFile file) {
    return "[" + severity + "] " + wording.title(Optional.of(severity), file.subject());
  }

  private static Block done(CaseFile file) {
    return file.steps().isEmpty()
        ? new Block.Paragraph("Nothing was changed.")
        : new Block.Points("What was done", Wording.steps(file));
  }

  private static Block whatToDo(Incident.Escalated escalated) {
    return new Block.Points("What to do now", List.of(resort(escalated)));
  }

  private static String resort(Incident.Escalated escalated) {
    return escalated
        .file()
        .findAssessment()
        .map(assessment -> Wording.sentence(assessment.resort()))
        .filter(resort -> !resort.isEmpty())
        .orElse("Look at the agent's status and logs, and recover it by the plan's scenario 1");
  }

  private static Block restore(String command) {
    return new Block.Command("To restore the configuration as it was before the changes", command);
  }

  private static Block nextUpdate(Optional<Cadence> cadence, Optional<Instant> next) {
    if (cadence.isEmpty()) {
      return new Block.Paragraph(UNTIL_RESOLVED);
    }
    return next.<Block>map(
            at -> new Block.Fields(List.of(new Field("Next update", Times.clock(at)))))
        .orElse(new Block.Paragraph("This is the last update. " + UNTIL_RESOLVED));
  }

  private static String nextUpdateBySms(Optional<Instant> next) {
    return next.map(at -> "Next update: " + Times.clock(at)).orElse("");
  }

  /**
   * Shortens the middle, so that subject and next update always fit. Without the ellipsis, which
   * would make each character twice as long on the way.
   */
  private static String sms(String head, String middle, String tail) {
    String end = tail.isEmpty() ? "" : " " + tail;
    int most = Letter.MOST_SMS - 2 * (ASCII_ELLIPSIS.length() - 1) - end.length();
    String start = PlainText.cut(head, most);
    String rest = PlainText.cut(middle, most - start.length() - 1);
    return (start + (rest.isEmpty() ? "" : " " + rest)).replace("…", ASCII_ELLIPSIS) + end;
  }

  private static Instant minuteOf(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case P1 -> "#b42318";
      case P2 -> "#b54708";
      case P3 -> "#175cd3";
      case P4 -> GREY;
    };
  }
}
