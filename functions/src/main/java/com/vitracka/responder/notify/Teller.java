package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Sends what is due and records what became of it. Whatever fails, the other messages are sent:
 * each is claimed in the ledger before it leaves, so that two tellers do not both send it, and when
 * the ledger does not answer it leaves all the same, for twice is better than never.
 *
 * <p>What belongs to one bulletin leaves side by side. Its SMS have a short start, so that its
 * mails can say which of them was refused; they wait no longer for a channel that takes its time.
 */
public final class Teller {
  /** First by mail and SMS, then by the topic for what was refused. */
  private static final int PASSES = 2;

  /** So long mails wait for what becomes of the SMS. */
  private static final Duration HEAD_START = Duration.ofSeconds(2);

  private static final int MOST_UNRECORDED = 500;
  private static final int MOST_DETAIL = 300;

  private final IncidentStore store;
  private final Informing informing;
  private final Letters letters;
  private final Plan plan;
  private final Mailer mailer;
  private final Texter texter;
  private final Phones phones;
  private final Fallback fallback;
  private final FailureLog log;
  private final InstantSource clock;
  private final Executor sideBySide;

  /**
   * Sent, and refused by the ledger: kept so that this function at least does not send it again.
   */
  private final Map<String, Message> unrecorded = new ConcurrentHashMap<>();

  /**
   * A teller with its channels.
   *
   * @param reportPlace where the report of the incident of that id is
   * @param sideBySide runs one delivery; a thread for each lets a slow one hold up no other
   */
  public Teller(
      Plan plan,
      IncidentStore store,
      Mailer mailer,
      Texter texter,
      Phones phones,
      Fallback fallback,
      UnaryOperator<String> reportPlace,
      FailureLog log,
      InstantSource clock,
      Executor sideBySide) {
    this.plan = plan;
    this.store = store;
    this.informing = new Informing(plan);
    this.letters = new Letters(plan, reportPlace);
    this.mailer = mailer;
    this.texter = texter;
    this.phones = phones;
    this.fallback = fallback;
    this.log = log;
    this.clock = clock;
    this.sideBySide = sideBySide;
  }

  /**
   * Tells what is due about the incident.
   *
   * @return Wait until there may be more to tell, or Done
   */
  public Move inform(String id) {
    return told(id).next();
  }

  /**
   * Tells what is due, and makes sure that an escalation is on its way to somebody.
   *
   * @return Wait until there may be more to tell, or Done
   * @throws NobodyToldException when every delivery of the escalation was refused
   */
  public Move escalate(String id) {
    Ledger ledger = told(id);
    Bulletin escalation = new Bulletin.Escalation();
    if (ledger.incident() instanceof Incident.Escalated
        && ledger.messages().stream()
            .filter(escalation::isIn)
            .allMatch(message -> message.state() == Message.State.REFUSED)) {
      throw new NobodyToldException(id, escalation);
    }
    return ledger.next();
  }

  /** What became of the messages, as far as this round knows. */
  private record Ledger(Incident incident, List<Message> messages, Move next) {}

  private Ledger told(String id) {
    Incident incident = store.get(id);
    List<Message> messages = new ArrayList<>(store.listMessages(id));
    recordLate(id, messages);
    Informing.Round round = informing.next(incident, messages, clock.instant());
    for (int pass = 0; pass < PASSES && !round.due().isEmpty(); pass++) {
      tellAll(incident, messages, round.due());
      round = informing.next(incident, messages, clock.instant());
    }
    return new Ledger(incident, messages, round.next());
  }

  /** Says through the topic that the incident's report could not be stored; once. */
  public void tellReportRefused(String id, String reason) {
    Delivery delivery = new Delivery.ByFallback(new Bulletin.ReportRefused(), 1);
    Message sending = delivery.message(Message.State.SENDING, clock.instant(), "");
    Claim claim = claim(id, sending);
    if (claim == Claim.TAKEN_BY_ANOTHER) {
      return;
    }
    Receipt receipt =
        fallback.publish(
            "[REPORT MISSING] AgentCore incident " + id,
            "The report of incident "
                + id
                + " could not be stored: "
                + PlainText.defused(reason, MOST_DETAIL)
                + "\nThe incident itself goes on. Write the report once the bucket is well again:"
                + "\n    aws lambda invoke --function-name responder-tell:live"
                + " --cli-binary-format raw-in-base64-out"
                + " --payload '{\"do\":\"report\",\"incident\":\""
                + id
                + "\"}' answer.json\n");
    record(id, received(delivery, sending.at(), receipt, claim), claim);
  }

  /** A delivery under way, and how it stands while nothing is known of its end. */
  private record Underway(Message sending, CompletableFuture<Message> end) {}

  /** Bulletin after bulletin, in their order; an SMS that takes its time is waited for last. */
  private void tellAll(Incident incident, List<Message> messages, List<Delivery> due) {
    Map<Bulletin, List<Delivery>> byBulletin = new LinkedHashMap<>();
    due.forEach(
        delivery ->
            byBulletin.computeIfAbsent(delivery.bulletin(), _ -> new ArrayList<>()).add(delivery));
    List<Underway> texts = new ArrayList<>();
    for (List<Delivery> deliveries : byBulletin.values()) {
      List<Underway> started =
          start(incident, messages, deliveries.stream().filter(Teller::isSms).toList());
      waitShortly(started);
      started.forEach(each -> put(messages, each.end().getNow(each.sending())));
      texts.addAll(started);
      start(incident, messages, deliveries.stream().filter(each -> !isSms(each)).toList())
          .forEach(each -> put(messages, each.end().join()));
    }
    texts.forEach(each -> put(messages, each.end().join()));
  }

  private static boolean isSms(Delivery delivery) {
    return delivery instanceof Delivery.BySms;
  }

  private List<Underway> start(
      Incident incident, List<Message> messages, List<Delivery> deliveries) {
    List<Message> known = List.copyOf(messages);
    List<Underway> started = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      Message sending = delivery.message(Message.State.SENDING, clock.instant(), "");
      started.add(
          new Underway(
              sending,
              CompletableFuture.supplyAsync(
                  () -> tell(incident, known, delivery, sending), sideBySide)));
    }
    return started;
  }

  private static void waitShortly(List<Underway> started) {
    try {
      CompletableFuture.allOf(
              started.stream().map(Underway::end).toArray(CompletableFuture<?>[]::new))
          .get(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The mails leave now, and do not say what became of the SMS.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while SMS were sent", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an SMS could not be written", e);
    }
  }

  /** Sends it, unless another teller does. Gives what is known of it then. */
  private Message tell(
      Incident incident, List<Message> messages, Delivery delivery, Message sending) {
    Claim claim = claim(incident.id(), sending);
    if (claim == Claim.TAKEN_BY_ANOTHER) {
      // For the rest of this round it counts as being sent.
      return sending;
    }
    Letter letter =
        letters.write(new Told(plan, incident, messages), delivery.bulletin(), sending.at());
    Message message = received(delivery, sending.at(), send(delivery, letter), claim);
    if (message.state() == Message.State.REFUSED) {
      log.report(
          "message refused",
          Map.of("incident", incident.id(), "message", message.key(), "reason", message.detail()));
    }
    record(incident.id(), message, claim);
    return message;
  }

  private enum Claim {
    OURS,
    TAKEN_BY_ANOTHER,
    LEDGER_FAILED
  }

  /** Whatever is wrong with the ledger, people are told; the failure is in log and record. */
  private Claim claim(String id, Message sending) {
    try {
      return store.claimMessage(id, sending, sending.at().minus(Informing.ABANDONED))
          ? Claim.OURS
          : Claim.TAKEN_BY_ANOTHER;
    } catch (RuntimeException e) {
      log.report(
          "message not claimed, sent all the same",
          Map.of("incident", id, "message", sending.key(), "reason", String.valueOf(e)));
      return Claim.LEDGER_FAILED;
    }
  }

  /** One channel's failure, of whatever kind, never stops the others: it becomes a refusal. */
  private Receipt send(Delivery delivery, Letter letter) {
    try {
      return switch (delivery) {
        case Delivery.ByMail(_, var contact) ->
            mailer.send(
                new Mail(
                    contact.email(),
                    letter.subject(),
                    LetterPrinter.text(letter),
                    LetterPrinter.html(letter)));
        case Delivery.BySms(_, var contact) ->
            switch (phones.find(contact.phoneParameter().orElse(""))) {
              case Phones.Lookup.Found(PhoneNumber number) -> {
                Receipt receipt = texter.send(number, letter.sms());
                yield receipt instanceof Receipt.Refused(String reason)
                    ? new Receipt.Refused(number.maskIn(reason))
                    : receipt;
              }
              case Phones.Lookup.Missing(String reason) -> new Receipt.Refused(reason);
            };
        case Delivery.ByFallback _ ->
            fallback.publish(letter.subject(), LetterPrinter.text(letter));
      };
    } catch (RuntimeException e) {
      // By its kind alone: what it says may hold the number or the address.
      log.report(
          "channel failed",
          Map.of("message", delivery.key(), "reason", e.getClass().getSimpleName()));
      return new Receipt.Refused("the channel failed: " + e.getClass().getSimpleName());
    }
  }

  private static Message received(Delivery delivery, Instant at, Receipt receipt, Claim claim) {
    String unclaimed =
        claim == Claim.LEDGER_FAILED ? "; the ledger did not answer before the send" : "";
    return switch (receipt) {
      case Receipt.Accepted(String id) ->
          delivery.message(Message.State.SENT, at, PlainText.line(id, MOST_DETAIL) + unclaimed);
      case Receipt.Refused(String reason) ->
          delivery.message(
              Message.State.REFUSED, at, PlainText.line(reason, MOST_DETAIL) + unclaimed);
    };
  }

  private void record(String id, Message message, Claim claim) {
    try {
      store.recordMessage(id, message);
    } catch (RuntimeException e) {
      log.report(
          "message not recorded",
          Map.of(
              "incident",
              id,
              "message",
              message.key(),
              "state",
              message.state().name(),
              "claim",
              claim.name(),
              "reason",
              String.valueOf(e)));
      if (unrecorded.size() < MOST_UNRECORDED) {
        unrecorded.put(id + "/" + message.key(), message);
      }
    }
  }

  private void recordLate(String id, List<Message> messages) {
    List<Map.Entry<String, Message>> late =
        unrecorded.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(id + "/"))
            .toList();
    for (Map.Entry<String, Message> entry : late) {
      put(messages, entry.getValue());
      unrecorded.remove(entry.getKey());
      record(id, entry.getValue(), Claim.OURS);
    }
  }

  private static void put(List<Message> messages, Message message) {
    messages.removeIf(earlier -> earlier.key().equals(message.key()));
    messages.add(message);
  }
}
