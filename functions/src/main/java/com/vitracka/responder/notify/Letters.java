package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
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
  private final Plan plan;
  private final ProgressLetters progress;
  private final ProposalLetter proposal;
  private final EscalationLetter escalation;
  private final EndLetters ends;

  /**
   * Letters by this plan.
   *
   * @param reportPlace where the report of the incident of that id is
   */
  Letters(Plan plan, UnaryOperator<String> reportPlace) {
    Wording wording = new Wording(plan);
    this.plan = plan;
    this.progress = new ProgressLetters(wording);
    this.proposal = new ProposalLetter(wording);
    this.escalation = new EscalationLetter(wording, reportPlace);
    this.ends = new EndLetters(wording);
  }

  Letter write(Told told, Bulletin bulletin, Instant now) {
    Instant at = told.findSentAt(bulletin).orElse(now);
    Letter letter =
        switch (told.incident()) {
          case Incident.Resolved resolved
              when bulletin instanceof Bulletin.Resolution && resolved.isSplit() ->
              ends.split(told, resolved);
          case Incident.Resolved resolved
              when bulletin instanceof Bulletin.Resolution && resolved.isSuperseded() ->
              ends.superseded(told, resolved);
          case Incident.Resolved resolved when bulletin instanceof Bulletin.Resolution ->
              ends.resolution(told, resolved);
          case Incident.Escalated escalated when bulletin instanceof Bulletin.Escalation ->
              escalation.write(told, escalated, at);
          case Incident incident when bulletin instanceof Bulletin.Notification notification ->
              progress.notification(told, incident.file(), notification.severity(), at);
          case Incident.Open open
              when bulletin instanceof Bulletin.Proposed && findWaiting(open).isPresent() ->
              proposal.write(told, open, findWaiting(open).get(), at);
          case Incident incident when bulletin instanceof Bulletin.Update update ->
              progress.update(told, incident, update.number(), at);
          default -> progress.firstNotice(told.incident().file());
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

  private static Optional<Proposal> findWaiting(Incident.Open open) {
    return open.file().findProposal().filter(Proposal::isWaiting);
  }
}
