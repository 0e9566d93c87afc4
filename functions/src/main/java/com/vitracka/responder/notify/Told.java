package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.SeverityRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What people have been told about an incident, and what follows from it for the next message. */
record Told(Plan plan, Incident incident, List<Message> messages) {
  /** After this long without an end, updates stop; the last one says so. */
  static final Duration HORIZON = Duration.ofHours(24);

  /** The worst of what was announced and what is assessed now: nobody is told less than before. */
  Optional<Severity> findSeverity() {
    return Stream.concat(
            messages.stream().flatMap(message -> Bulletin.findSeverity(message).stream()),
            incident.file().findAssessment().map(Assessment::severity).stream())
        .min(Comparator.naturalOrder());
  }

  /** The rule of the severity; of the worst one while it is not known. */
  SeverityRule rule() {
    return plan.rule(findSeverity().orElse(Severity.P1));
  }

  boolean isBegun(Bulletin bulletin) {
    return messages.stream().anyMatch(bulletin::isIn);
  }

  /** When the bulletin was first on its way to anybody. */
  Optional<Instant> findSentAt(Bulletin bulletin) {
    return earliest(messages.stream().filter(bulletin::isIn));
  }

  /** When people were last told anything that promises or keeps a promise. */
  Optional<Instant> findLastTold() {
    return messages.stream()
        .filter(message -> !message.kind().equals(new Bulletin.ReportRefused().kind()))
        .filter(message -> !message.kind().equals(new Bulletin.FirstNotice().kind()))
        .filter(message -> !Acknowledgement.isOf(message))
        .map(Message::at)
        .max(Comparator.naturalOrder());
  }

  int lastUpdate() {
    return messages.stream()
        .flatMap(message -> Bulletin.findUpdateNumber(message).stream())
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  /** The times of updates, when the severity promises any. */
  Optional<Cadence> findCadence(Instant now) {
    return rule()
        .updates()
        .map(every -> new Cadence(findFirstPromise().orElse(now), every, horizon()));
  }

  Instant horizon() {
    return switch (incident) {
      case Incident.Escalated escalated -> escalated.escalatedAt().plus(HORIZON);
      case Incident.Open open -> open.file().openedAt().plus(HORIZON);
      case Incident.Resolved resolved -> resolved.resolvedAt();
    };
  }

  private Optional<Instant> findFirstPromise() {
    return earliest(
        messages.stream()
            .filter(
                message ->
                    Bulletin.findSeverity(message)
                        .map(severity -> plan.rule(severity).updates().isPresent())
                        .orElse(new Bulletin.Escalation().isIn(message))));
  }

  private static Optional<Instant> earliest(Stream<Message> messages) {
    return messages.map(Message::at).min(Comparator.naturalOrder());
  }

  /** Who gets the bulletin, and by which channels. */
  Map<Contact, Set<Channel>> audience(Bulletin bulletin) {
    Map<Contact, Set<Channel>> audience = new LinkedHashMap<>();
    Contact primary = plan.onCall().primary();
    switch (bulletin) {
      case Bulletin.FirstNotice() -> add(audience, primary, EnumSet.allOf(Channel.class));
      case Bulletin.Notification(Severity severity) -> addRule(audience, plan.rule(severity));
      case Bulletin.Proposed _ -> {
        // By every channel: whoever may answer has only so long.
        rule().tell().forEach(contact -> add(audience, contact, EnumSet.allOf(Channel.class)));
        add(audience, primary, EnumSet.allOf(Channel.class));
      }
      case Bulletin.Update _ -> {
        addRule(audience, rule());
        if (incident instanceof Incident.Escalated) {
          add(audience, plan.onCall().escalation(), rule().by());
        }
      }
      case Bulletin.Escalation() -> {
        addRule(audience, rule());
        add(audience, plan.onCall().escalation(), rule().by());
        add(audience, primary, rule().by());
      }
      case Bulletin.Resolution() -> {
        if (findSeverity().isPresent()) {
          addRule(audience, rule());
        }
        addTold(audience);
        if (audience.isEmpty()) {
          add(audience, primary, EnumSet.allOf(Channel.class));
        }
      }
      case Bulletin.ReportRefused() -> {}
    }
    return audience;
  }

  private void addRule(Map<Contact, Set<Channel>> audience, SeverityRule rule) {
    rule.tell().forEach(contact -> add(audience, contact, rule.by()));
    if (isBegun(new Bulletin.FirstNotice())) {
      // Whoever was woken by the first notice learns how it goes on, if only by mail.
      add(audience, plan.onCall().primary(), EnumSet.of(Channel.EMAIL));
    }
  }

  private void addTold(Map<Contact, Set<Channel>> audience) {
    for (Contact contact : plan.contacts()) {
      for (Channel channel : Channel.values()) {
        if (messages.stream()
            .anyMatch(
                message ->
                    message.to().equals(contact.id()) && message.via().equals(channel.name()))) {
          add(audience, contact, EnumSet.of(channel));
        }
      }
    }
  }

  private static void add(
      Map<Contact, Set<Channel>> audience, Contact contact, Set<Channel> channels) {
    Set<Channel> all = audience.computeIfAbsent(contact, _ -> EnumSet.noneOf(Channel.class));
    all.addAll(channels);
    if (contact.phoneParameter().isEmpty()) {
      all.remove(Channel.SMS);
      // Somebody without a phone still has to be told.
      all.add(Channel.EMAIL);
    }
  }
}
