package com.vitracka.responder.watch;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Acknowledgement;
import com.vitracka.responder.notify.Delivery;
import com.vitracka.responder.notify.Fallback;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A page that hands an incident to people was acknowledged. Otherwise everybody on call is told by
 * the topic, some times, whoever was paged at first. A severity that is told by mail only pages
 * nobody.
 */
final class PagesAcknowledged implements Check {
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final int MOST_REMINDERS = 4;
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration ABANDONED = Duration.ofMinutes(2);

  private final Plan plan;
  private final IncidentStore store;
  private final Fallback topic;

  PagesAcknowledged(Plan plan, IncidentStore store, Fallback topic) {
    this.plan = plan;
    this.store = store;
    this.topic = topic;
  }

  @Override
  public void of(Incident incident, Instant now, Audit.Notes notes) {
    if (!(incident instanceof Incident.Escalated escalated) || !isPaged(escalated)) {
      return;
    }
    long due =
        Math.min(MOST_REMINDERS, Duration.between(escalated.escalatedAt(), now).dividedBy(WITHIN));
    if (due < 1) {
      return;
    }
    List<Message> messages = store.listMessages(incident.id());
    if (!Acknowledgement.isIn(messages)) {
      remind(escalated, due, messages, now, notes);
    }
  }

  private boolean isPaged(Incident.Escalated escalated) {
    Severity severity =
        escalated.file().findAssessment().map(Assessment::severity).orElse(Severity.P1);
    return plan.rule(severity).by().contains(Channel.SMS);
  }

  private void remind(
      Incident.Escalated incident,
      long number,
      List<Message> messages,
      Instant now,
      Audit.Notes notes) {
    String prefix = Acknowledgement.REMINDER + "-" + number + "/fallback/";
    long refused =
        messages.stream()
            .filter(message -> message.key().startsWith(prefix))
            .filter(message -> message.state() == Message.State.REFUSED)
            .count();
    String id = incident.id();
    if (refused >= MOST_ATTEMPTS) {
      notes.failed("nobody has acknowledged " + id + ", and the topic refuses to say so");
      return;
    }
    Message sending = message(prefix + (refused + 1), Message.State.SENDING, now, "");
    if (!store.claimMessage(id, sending, now.minus(ABANDONED))) {
      return;
    }
    Receipt receipt =
        topic.publish("[NOT ACKNOWLEDGED] AgentCore incident " + id, text(incident, number));
    switch (receipt) {
      case Receipt.Accepted(String service) -> {
        store.recordMessage(id, message(sending.key(), Message.State.SENT, now, service));
        notes.escalated("nobody has acknowledged " + id);
      }
      case Receipt.Refused(String reason) -> {
        store.recordMessage(id, message(sending.key(), Message.State.REFUSED, now, reason));
        notes.failed("nobody has acknowledged " + id + ": " + reason);
      }
    }
  }

  private static Message message(String key, Message.State state, Instant at, String detail) {
    return new Message(
        key, Acknowledgement.REMINDER, "fallback topic", Delivery.FALLBACK, state, at, detail);
  }

  private static String text(Incident.Escalated incident, long number) {
    return """
        Incident %s was handed to people %d minutes ago, and nobody has acknowledged it.
        The responder does nothing more about it: the agent may still be broken.

        Whoever takes it:
            ./responder incidents acknowledge %s
            ./responder incidents show %s

        This goes to everybody on call, message %d of %d.
        """
        .formatted(
            incident.id(),
            WITHIN.multipliedBy(number).toMinutes(),
            incident.id(),
            incident.id(),
            number,
            MOST_REMINDERS);
  }
}
