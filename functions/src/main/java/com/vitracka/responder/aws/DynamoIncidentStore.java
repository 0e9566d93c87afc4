package com.vitracka.responder.aws;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import com.vitracka.responder.incident.Texts;
import com.vitracka.responder.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Incidents in DynamoDB; docs/reference/table.md has the keys. */
public final class DynamoIncidentStore implements IncidentStore {
  private static final Duration UNREAD_KEPT = Duration.ofDays(90);
  private static final int MOST_LISTED = 100;
  private static final int MOST_MESSAGES = 1000;
  private static final int MOST_ATTEMPTS = 10;
  private static final String INCIDENT = "incident";
  private static final String SUBJECT = "subject";
  private static final String OPEN_INDEX = "open";
  private static final String AGENT_INDEX = "byAgent";

  private final RecordsTable table;
  private final Duration retention;

  /**
   * @param region that writes these records, and is part of their keys
   * @param retention of an incident once it is resolved, and of its signals and messages
   */
  public DynamoIncidentStore(
      DynamoDbClient dynamo, String tableName, String region, Duration retention) {
    this.table = new RecordsTable(dynamo, tableName, region);
    this.retention = retention;
  }

  /** A subject as read, with the revision that a write must still find. */
  private record SubjectItem(SubjectNotes notes, long revision) {}

  @Override
  public Opening open(SubjectNotes seen, Signal signal, String id, Instant recoveriesSince) {
    Optional<String> open = seen.openIncident();
    return open.isPresent() && added(signal, seen, open.get())
        ? new Opening.AlreadyOpen(open.get(), seen.started())
        : open(seen.subject(), signal, id, recoveriesSince);
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      SubjectItem item = readSubject(subject);
      SubjectNotes notes = item.notes();
      Optional<String> open = notes.openIncident();
      if (open.isPresent()) {
        if (added(signal, notes, open.get())) {
          return new Opening.AlreadyOpen(open.get(), notes.started());
        }
      } else if (notes.isLate(signal)) {
        return new Opening.Late(notes.lastIncident().orElseThrow());
      } else {
        Incident.Open incident = notes.open(id, signal, recoveriesSince);
        boolean[] failed =
            table.write(
                table.putAtRevision(subjectItem(notes.takenBy(id)), item.revision()),
                table.putAtRevision(incidentItem(incident), 0),
                table.putIf(signalItem(id, signal), "attribute_not_exists(pk)", Map.of()));
        if (!RecordsTable.anyOf(failed)) {
          return new Opening.Opened(incident);
        }
        if (!failed[0]) {
          throw new IllegalStateException("there is an incident '" + id + "' already");
        }
      }
    }
    throw new IllegalStateException(
        "the record of " + subject.key() + " kept changing while a signal was to be added to it");
  }

  /**
   * Without a transaction: in a storm a thousand functions write here at once, and transactions on
   * one item cancel one another, where single writes wait their turn. Counting is also the check
   * that the incident still has its subject; without it an item more lies with an ended incident,
   * and the signal is dealt with anew.
   *
   * @param notes just read
   * @return false when the incident has ended in between
   */
  private boolean added(Signal signal, SubjectNotes notes, String incident) {
    if (notes.isFull()) {
      recordSignal(notes.subject(), signal);
      return true;
    }
    return !table.putNew(signalItem(incident, signal))
        || table.update(
            subjectPartition(notes.subject()),
            SUBJECT,
            "ADD signals :one",
            "openIncident = :id",
            Map.of(":one", 1, ":id", incident));
  }

  @Override
  public void noteStarted(Subject subject, String incident) {
    table.update(
        subjectPartition(subject),
        SUBJECT,
        "SET started = :yes",
        "openIncident = :id",
        Map.of(":yes", true, ":id", incident));
  }

  @Override
  public SubjectNotes notes(Subject subject) {
    return readSubject(subject).notes();
  }

  @Override
  public Optional<Incident> find(String id) {
    return findWithoutSignals(id)
        .map(incident -> incident.withFile(incident.file().withSignals(listSignals(id))));
  }

  @Override
  public Optional<Incident> findWithoutSignals(String id) {
    return table
        .find(incidentPartition(id), INCIDENT)
        .map(item -> IncidentDocument.incident(item.object(INCIDENT)));
  }

  private List<Signal> listSignals(String incident) {
    return table.list(incidentPartition(incident), "signal#", MOST_SIGNALS).stream()
        .map(IncidentDocument::signal)
        .sorted(IN_ORDER_OF_ARRIVAL)
        .toList();
  }

  @Override
  @SuppressWarnings("unchecked") // withFile keeps the state's type
  public <T extends Incident> T save(T incident) {
    CaseFile file = incident.file();
    T next = (T) incident.withFile(file.withRevision(file.revision() + 1));
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      TransactWriteItem put = table.putAtRevision(incidentItem(next), file.revision());
      Optional<TransactWriteItem> freeing =
          next instanceof Incident.Resolved resolved ? freeing(resolved) : Optional.empty();
      boolean[] failed = freeing.isPresent() ? table.write(put, freeing.get()) : table.write(put);
      if (!RecordsTable.anyOf(failed)) {
        return next;
      }
      if (failed[0]) {
        throw StaleIncidentException.of(file);
      }
    }
    throw new IllegalStateException(
        "the record of " + file.subject().key() + " kept changing while it was to be freed");
  }

  private Optional<TransactWriteItem> freeing(Incident.Resolved incident) {
    SubjectItem item = readSubject(incident.file().subject());
    return item.notes().isTakenBy(incident.id())
        ? Optional.of(
            table.putAtRevision(subjectItem(item.notes().freedBy(incident)), item.revision()))
        : Optional.empty();
  }

  @Override
  public List<Incident> listUnresolved() {
    return table
        .listIndexed(OPEN_INDEX, "openPk", table.partition("open"), false, MOST_LISTED)
        .stream()
        .flatMap(item -> find(idOf(item)).stream())
        .filter(incident -> !(incident instanceof Incident.Resolved))
        .toList();
  }

  @Override
  public List<Incident.Resolved> listResolvedSince(Instant since) {
    return table
        .listIndexedFrom(
            OPEN_INDEX,
            "openPk",
            table.partition("resolved"),
            "openSk",
            RecordsTable.sortable(since),
            MOST_LISTED)
        .stream()
        .flatMap(item -> findWithoutSignals(idOf(item)).stream())
        .filter(Incident.Resolved.class::isInstance)
        .map(Incident.Resolved.class::cast)
        .toList();
  }

  @Override
  public List<Incident> listOf(Subject subject, int most) {
    return table.listIndexed(AGENT_INDEX, "agentPk", subject.key(), true, most).stream()
        .flatMap(item -> find(idOf(item)).stream())
        .toList();
  }

  /** The keys are all that an index must hold. */
  private static String idOf(JsonObject indexed) {
    String partition = indexed.text("pk");
    return partition.substring(partition.lastIndexOf('#') + 1);
  }

  @Override
  public boolean claimMessage(String incident, Message sending, Instant abandonedBefore) {
    boolean[] failed =
        table.write(
            table.putIf(
                messageItem(incident, sending),
                "attribute_not_exists(pk) OR (sendingSince < :abandoned)",
                Map.of(":abandoned", abandonedBefore.toEpochMilli())));
    return !failed[0];
  }

  @Override
  public void recordMessage(String incident, Message message) {
    table.write(table.putAnyway(messageItem(incident, message)));
  }

  @Override
  public List<Message> listMessages(String incident) {
    return table.list(incidentPartition(incident), "message#", MOST_MESSAGES).stream()
        .map(IncidentDocument::message)
        .sorted(Comparator.comparing(Message::at).thenComparing(Message::key))
        .toList();
  }

  @Override
  public void quarantine(Instant at, String reason, String raw) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", at.toString());
    members.put("reason", Texts.cut(reason, 4096));
    members.put("raw", Texts.cut(raw, MOST_QUARANTINED_BYTES));
    members.put("bytes", raw.getBytes(StandardCharsets.UTF_8).length);
    members.put("expiresAt", RecordsTable.expiry(at, UNREAD_KEPT));
    table.put(
        RecordsTable.item(
            table.partition("quarantine"),
            RecordsTable.sortable(at) + "#" + Texts.sha256(raw),
            members));
  }

  @Override
  public void recordSignal(Subject subject, Signal signal) {
    Map<String, Object> members = IncidentDocument.of(signal);
    members.put("expiresAt", RecordsTable.expiry(signal.receivedAt(), UNREAD_KEPT));
    table.put(
        RecordsTable.item(
            subjectPartition(subject),
            RecordsTable.sortKey("signal#" + RecordsTable.sortable(signal.at()), signal.key()),
            members));
  }

  private SubjectItem readSubject(Subject subject) {
    return table
        .find(subjectPartition(subject), SUBJECT)
        .map(item -> new SubjectItem(SubjectNotes.parse(item), item.number("revision")))
        .orElse(new SubjectItem(SubjectNotes.of(subject), 0));
  }

  private Map<String, Object> subjectItem(SubjectNotes notes) {
    return RecordsTable.item(subjectPartition(notes.subject()), SUBJECT, notes.toDocument());
  }

  private Map<String, Object> incidentItem(Incident incident) {
    CaseFile file = incident.file();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("agentPk", file.subject().key());
    members.put("openedAt", RecordsTable.sortable(file.openedAt()));
    if (incident instanceof Incident.Resolved resolved) {
      members.put("expiresAt", RecordsTable.expiry(resolved.resolvedAt(), retention));
      members.put("openPk", table.partition("resolved"));
      members.put("openSk", RecordsTable.sortable(resolved.resolvedAt()) + "#" + file.id());
    } else {
      members.put("openPk", table.partition("open"));
      members.put("openSk", RecordsTable.sortable(file.openedAt()) + "#" + file.id());
    }
    members.put(INCIDENT, IncidentDocument.of(incident.withFile(file.withSignals(List.of()))));
    return RecordsTable.item(incidentPartition(file.id()), INCIDENT, members);
  }

  private Map<String, Object> signalItem(String incident, Signal signal) {
    Map<String, Object> members = IncidentDocument.of(signal);
    members.put("expiresAt", RecordsTable.expiry(signal.receivedAt(), retention));
    return RecordsTable.item(
        incidentPartition(incident), RecordsTable.sortKey("signal", signal.key()), members);
  }

  private Map<String, Object> messageItem(String incident, Message message) {
    Map<String, Object> members = IncidentDocument.of(message);
    if (message.state() == Message.State.SENDING) {
      members.put("sendingSince", message.at().toEpochMilli());
    }
    members.put("expiresAt", RecordsTable.expiry(message.at(), retention));
    return RecordsTable.item(
        incidentPartition(incident), RecordsTable.sortKey("message", message.key()), members);
  }

  private String incidentPartition(String id) {
    return table.partition("incident", id);
  }

  private String subjectPartition(Subject subject) {
    return table.partition("subject", subject.key());
  }
}
