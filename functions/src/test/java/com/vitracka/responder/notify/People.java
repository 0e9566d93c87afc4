package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * What people received, and services that can be told to refuse; also the ledger of one incident.
 */
public final class People implements IncidentStore {
  public record Sms(String to, String text) {}

  public record Topic(String subject, String text) {}

  public final List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
  public final List<Sms> sms = Collections.synchronizedList(new ArrayList<>());
  public final List<Topic> topic = Collections.synchronizedList(new ArrayList<>());
  public final List<String> log = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, Message> ledger = new LinkedHashMap<>();

  public boolean sesRefuses;
  public String sesSays = "SES refused: the sender is not verified";
  public String snsSays = "SNS refused the SMS to ";
  public boolean smsRefused;
  public boolean topicRefuses;
  public boolean phonesMissing;
  public boolean claimsThrottled;
  public boolean recordsThrottled;
  public int staleSaves;

  /** One after the other, so that tests can tell the order. */
  public Executor sideBySide = Runnable::run;

  public Runnable mailLeft = () -> {};

  /** What the SMS channel waits for before it answers. */
  public CountDownLatch smsAnswers = new CountDownLatch(0);

  public Incident incident;
  public Instant now;

  public People(Incident incident) {
    this.incident = incident;
    this.now = incident.file().openedAt();
  }

  public Teller teller() {
    return new Teller(
        Incidents.PLAN,
        this,
        mail -> {
          if (sesRefuses) {
            return new Receipt.Refused(sesSays);
          }
          mails.add(mail);
          mailLeft.run();
          return new Receipt.Accepted("mail-" + mails.size());
        },
        (to, text) -> {
          await(smsAnswers);
          if (smsRefused) {
            return new Receipt.Refused(snsSays + to.value());
          }
          sms.add(new Sms(to.value(), text));
          return new Receipt.Accepted("sms-" + sms.size());
        },
        parameter ->
            phonesMissing
                ? new Phones.Lookup.Missing(
                    "there is no parameter "
                        + parameter
                        + ". Store the number in E.164 form, as SecureString parameter "
                        + parameter)
                : new Phones.Lookup.Found(PhoneNumber.parse("+447700900123").orElseThrow()),
        (subject, text) -> {
          if (topicRefuses) {
            return new Receipt.Refused("the fallback topic refused");
          }
          topic.add(new Topic(subject, text));
          return new Receipt.Accepted("topic-" + topic.size());
        },
        id -> "s3://records/reports/" + id + "/report.html",
        (what, facts) -> log.add(what + " " + facts),
        () -> now,
        sideBySide);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells what is due, after this long. */
  public Move informAfter(Duration time) {
    now = now.plus(time);
    return teller().inform(Incidents.ID);
  }

  public List<String> subjectsOfMails() {
    return mails.stream().map(mail -> mail.to() + " " + mail.subject()).toList();
  }

  String detailOf(String key) {
    return Optional.ofNullable(ledger.get(key)).orElseThrow().detail();
  }

  @Override
  public SubjectNotes notes(Subject subject) {
    return SubjectNotes.of(subject).takenBy(incident.id());
  }

  @Override
  public Optional<Incident> find(String id) {
    return id.equals(incident.id()) ? Optional.of(incident) : Optional.empty();
  }

  @Override
  public synchronized <T extends Incident> T save(T saved) {
    if (staleSaves-- > 0) {
      throw StaleIncidentException.of(saved.file());
    }
    incident = saved;
    return saved;
  }

  @Override
  public synchronized boolean claimMessage(String id, Message sending, Instant abandonedBefore) {
    if (claimsThrottled) {
      throw new IllegalStateException("ThrottlingException");
    }
    Message earlier = ledger.get(sending.key());
    if (earlier != null
        && (earlier.state() != Message.State.SENDING || !earlier.at().isBefore(abandonedBefore))) {
      return false;
    }
    ledger.put(sending.key(), sending);
    return true;
  }

  @Override
  public synchronized void recordMessage(String id, Message message) {
    if (recordsThrottled) {
      throw new IllegalStateException("ThrottlingException");
    }
    ledger.put(message.key(), message);
  }

  @Override
  public synchronized List<Message> listMessages(String id) {
    return List.copyOf(ledger.values());
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Incident> listUnresolved() {
    return incident instanceof Incident.Resolved ? List.of() : List.of(incident);
  }

  @Override
  public void noteStarted(Subject subject, String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Incident.Resolved> listResolvedSince(Instant since) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Incident> listOf(Subject subject, int most) {
    return subject.equals(incident.file().subject()) ? List.of(incident) : List.of();
  }

  @Override
  public void quarantine(Instant at, String reason, String raw) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void recordSignal(Subject subject, Signal signal) {
    throw new UnsupportedOperationException();
  }
}
