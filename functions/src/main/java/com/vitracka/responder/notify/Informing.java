package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what is to be told next: a pure function of the record and the time. */
public final class Informing {
  /**
   * A message that is still SENDING after this long was left by an attempt that died: longer than
   * the function's timeout.
   */
  static final Duration ABANDONED = Duration.ofMinutes(2);

  /** The fallback topic is tried once a round, and this often for a bulletin. */
  static final int MOST_FALLBACKS = 5;

  /**
   * So often an open incident is looked at: its end is told even if the machine that ended it died.
   */
  static final Duration LOOK = Duration.ofSeconds(20);

  /**
   * The same until it is assessed, and until a change that would help is begun or proposed: these
   * are told within seconds.
   */
  static final Duration LOOK_FOR_DECISION = Duration.ofSeconds(3);

  /** The same for a long one, so that a day fits into the machine's turns. */
  static final Duration LOOK_SELDOM = Duration.ofSeconds(90);

  private static final Duration LONG = Duration.ofHours(2);
  private static final Duration MOST_FOR_DECISION = Duration.ofMinutes(5);
  private static final Duration LOOK_AT_SENDING = Duration.ofSeconds(5);

  private final Plan plan;

  public Informing(Plan plan) {
    this.plan = plan;
  }

  /**
   * What is due, and when to ask again.
   *
   * @param due in the order in which it is to be sent, bulletin by bulletin: SMS before mails,
   *     which say what became of the SMS
   */
  public record Round(List<Delivery> due, Move next) {}

  public Round next(Incident incident, List<Message> messages, Instant now) {
    Told told = new Told(plan, incident, messages);
    List<Bulletin> bulletins = bulletins(told, now);
    List<Delivery> due = new ArrayList<>();
    boolean sending = false;
    for (Bulletin bulletin : bulletins) {
      for (Delivery delivery : deliveries(told, bulletin)) {
        Optional<Message> earlier = find(messages, delivery.key());
        if (earlier.isEmpty() || isAbandoned(earlier.get(), now)) {
          due.add(delivery);
        } else if (earlier.get().state() == Message.State.SENDING) {
          sending = true;
        }
      }
    }
    return new Round(List.copyOf(due), move(told, !due.isEmpty() || sending, now));
  }

  /**
   * What people should know at this moment. What an earlier moment left untold is not told late.
   */
  private static List<Bulletin> bulletins(Told told, Instant now) {
    return switch (told.incident()) {
      case Incident.Open open -> {
        List<Bulletin> bulletins = new ArrayList<>();
        bulletins.add(new Bulletin.FirstNotice());
        open.file()
            .findAssessment()
            .ifPresent(
                _ -> {
                  told.findSeverity()
                      .ifPresent(severity -> bulletins.add(new Bulletin.Notification(severity)));
                  findProposed(open, now).ifPresent(bulletins::add);
                  findUpdate(told, now).ifPresent(bulletins::add);
                });
        yield bulletins;
      }
      case Incident.Escalated _ -> {
        List<Bulletin> bulletins = new ArrayList<>();
        bulletins.add(new Bulletin.Escalation());
        if (told.isBegun(new Bulletin.Escalation())) {
          findUpdate(told, now).ifPresent(bulletins::add);
        }
        yield bulletins;
      }
      case Incident.Resolved _ -> List.of(new Bulletin.Resolution());
    };
  }

  private static Optional<Bulletin> findProposed(Incident.Open open, Instant now) {
    return open.file()
        .findProposal()
        .filter(Proposal::isWaiting)
        .filter(proposal -> now.isBefore(proposal.until()))
        .map(proposal -> new Bulletin.Proposed(proposal.hash()));
  }

  /** The update that is due now, or the last one, which may not have reached everybody. */
  private static Optional<Bulletin> findUpdate(Told told, Instant now) {
    boolean due = findNextUpdate(told, now).filter(next -> !next.isAfter(now)).isPresent();
    int number = told.lastUpdate() + (due ? 1 : 0);
    return number == 0 ? Optional.empty() : Optional.of(new Bulletin.Update(number));
  }

  private static Optional<Instant> findNextUpdate(Told told, Instant now) {
    return told.findLastTold()
        .flatMap(last -> told.findCadence(now).flatMap(cadence -> cadence.findNext(last)));
  }

  private static List<Delivery> deliveries(Told told, Bulletin bulletin) {
    List<Delivery> deliveries = new ArrayList<>();
    Map<Contact, Set<Channel>> audience = told.audience(bulletin);
    audience.forEach(
        (contact, channels) -> {
          if (channels.contains(Channel.SMS)) {
            deliveries.add(new Delivery.BySms(bulletin, contact));
          }
        });
    audience.forEach(
        (contact, channels) -> {
          if (channels.contains(Channel.EMAIL)) {
            deliveries.add(new Delivery.ByMail(bulletin, contact));
          }
        });
    findFallback(told, bulletin, audience).ifPresent(deliveries::add);
    return deliveries;
  }

  /**
   * The topic takes over for each mail that was refused, and for an SMS that no mail stands for.
   */
  private static Optional<Delivery> findFallback(
      Told told, Bulletin bulletin, Map<Contact, Set<Channel>> audience) {
    boolean needed =
        audience.entrySet().stream()
            .anyMatch(
                entry -> {
                  String contact = entry.getKey().id();
                  boolean byMail = entry.getValue().contains(Channel.EMAIL);
                  String key = bulletin.key(contact, byMail ? Channel.EMAIL : Channel.SMS);
                  return find(told.messages(), key)
                      .filter(message -> message.state() == Message.State.REFUSED)
                      .isPresent();
                });
    if (!needed) {
      return Optional.empty();
    }
    int attempt = 1;
    while (attempt < MOST_FALLBACKS
        && find(told.messages(), new Delivery.ByFallback(bulletin, attempt).key())
            .filter(message -> message.state() == Message.State.REFUSED)
            .isPresent()) {
      attempt++;
    }
    return Optional.of(new Delivery.ByFallback(bulletin, attempt));
  }

  private static Move move(Told told, boolean unfinished, Instant now) {
    if (told.incident() instanceof Incident.Resolved) {
      return unfinished ? new Move.Wait(LOOK_AT_SENDING) : new Move.Done();
    }
    if (told.incident() instanceof Incident.Escalated && now.isAfter(told.horizon())) {
      return new Move.Done();
    }
    if (unfinished) {
      return new Move.Wait(LOOK_AT_SENDING);
    }
    Duration look = look(told.incident(), now);
    return new Move.Wait(
        findNextUpdate(told, now)
            .map(next -> Duration.between(now, next))
            .filter(until -> until.compareTo(look) < 0)
            .orElse(look));
  }

  private static Duration look(Incident incident, Instant now) {
    Duration age = Duration.between(incident.file().openedAt(), now);
    if (incident instanceof Incident.Escalated || age.compareTo(LONG) > 0) {
      return LOOK_SELDOM;
    }
    return isDecided(incident.file()) || age.compareTo(MOST_FOR_DECISION) > 0
        ? LOOK
        : LOOK_FOR_DECISION;
  }

  private static boolean isDecided(CaseFile file) {
    return file.findAssessment()
        .map(
            assessment ->
                !assessment.remedy().changesAgent()
                    || !file.proposals().isEmpty()
                    || file.steps().stream().anyMatch(step -> step.step().mutates()))
        .orElse(false);
  }

  private static boolean isAbandoned(Message message, Instant now) {
    return message.state() == Message.State.SENDING && message.at().isBefore(now.minus(ABANDONED));
  }

  private static Optional<Message> find(List<Message> messages, String key) {
    return messages.stream().filter(message -> message.key().equals(key)).findFirst();
  }
}
