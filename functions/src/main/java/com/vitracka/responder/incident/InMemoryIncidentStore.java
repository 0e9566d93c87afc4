package com.vitracka.responder.incident;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Incidents in memory, for tests and the simulation. It keeps JSON, not objects, so that what
 * cannot be written or read is noticed here too.
 */
public final class InMemoryIncidentStore implements IncidentStore {
  private static final int MOST_LISTED = 100;

  /** Something that could not be read, and why. */
  public record Quarantined(Instant at, String reason, String raw) {}

  private final Map<String, String> incidents = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> signals = new HashMap<>();
  private final Map<String, Map<String, String>> messages = new HashMap<>();
  private final Map<String, String> subjects = new HashMap<>();
  private final Map<String, Map<String, String>> recordedSignals = new HashMap<>();
  private final List<Quarantined> quarantined = new ArrayList<>();

  @Override
  public synchronized Opening open(
      Subject subject, Signal signal, String id, Instant recoveriesSince) {
    SubjectNotes notes = notesOf(subject);
    if (notes.openIncident().isPresent()) {
      String open = notes.openIncident().get();
      addSignal(open, subject, signal);
      return new Opening.AlreadyOpen(open, notes.started());
    }
    if (notes.isLate(signal)) {
      return new Opening.Late(notes.lastIncident().orElseThrow());
    }
    if (incidents.containsKey(id)) {
      throw new IllegalStateException("there is an incident '" + id + "' already");
    }
    Incident.Open incident = notes.open(id, signal, recoveriesSince);
    write(incident);
    subjects.put(subject.key(), Json.write(notes.takenBy(id).toDocument()));
    addSignal(id, subject, signal);
    return new Opening.Opened(incident);
  }

  @Override
  public synchronized void noteStarted(Subject subject, String incident) {
    SubjectNotes notes = notesOf(subject);
    if (notes.isTakenBy(incident)) {
      subjects.put(subject.key(), Json.write(notes.withExecutionsStarted().toDocument()));
    }
  }

  @Override
  public synchronized SubjectNotes notes(Subject subject) {
    return notesOf(subject);
  }

  @Override
  public synchronized Optional<Incident> find(String id) {
    return Optional.ofNullable(incidents.get(id)).map(json -> withSignals(read(json)));
  }

  @Override
  @SuppressWarnings("unchecked") // withFile keeps the state's type
  public synchronized <T extends Incident> T save(T incident) {
    long stored =
        Optional.ofNullable(incidents.get(incident.id()))
            .map(json -> read(json).file().revision())
            .orElse(0L);
    CaseFile file = incident.file();
    if (stored == 0 || stored != file.revision()) {
      throw StaleIncidentException.of(file);
    }
    T saved = (T) incident.withFile(file.withRevision(stored + 1));
    write(saved);
    SubjectNotes notes = notesOf(file.subject());
    if (saved instanceof Incident.Resolved resolved && notes.isTakenBy(saved.id())) {
      subjects.put(file.subject().key(), Json.write(notes.freedBy(resolved).toDocument()));
    }
    return saved;
  }

  @Override
  public synchronized List<Incident> listUnresolved() {
    return list(incident -> !(incident instanceof Incident.Resolved)).stream()
        .limit(MOST_LISTED)
        .toList();
  }

  @Override
  public synchronized List<Incident.Resolved> listResolvedSince(Instant since) {
    return list(incident -> true).stream()
        .filter(Incident.Resolved.class::isInstance)
        .map(Incident.Resolved.class::cast)
        .filter(resolved -> !resolved.resolvedAt().isBefore(since))
        .map(
            resolved ->
                new Incident.Resolved(
                    resolved.file().withSignals(List.of()),
                    resolved.resolvedAt(),
                    resolved.resolution()))
        .sorted(Comparator.comparing(Incident.Resolved::resolvedAt))
        .limit(MOST_LISTED)
        .toList();
  }

  @Override
  public synchronized List<Incident> listOf(Subject subject, int most) {
    return list(incident -> incident.file().subject().equals(subject)).reversed().stream()
        .limit(most)
        .toList();
  }

  @Override
  public synchronized boolean claimMessage(
      String incident, Message sending, Instant abandonedBefore) {
    Optional<Message> earlier =
        Optional.ofNullable(messagesOf(incident).get(sending.key()))
            .map(json -> IncidentDocument.message(Json.object(json)));
    boolean free =
        earlier
            .map(
                message ->
                    message.state() == Message.State.SENDING
                        && message.at().isBefore(abandonedBefore))
            .orElse(true);
    if (free) {
      recordMessage(incident, sending);
    }
    return free;
  }

  @Override
  public synchronized void recordMessage(String incident, Message message) {
    messagesOf(incident).put(message.key(), Json.write(IncidentDocument.of(message)));
  }

  @Override
  public synchronized List<Message> listMessages(String incident) {
    return messagesOf(incident).values().stream()
        .map(json -> IncidentDocument.message(Json.object(json)))
        .sorted(Comparator.comparing(Message::at).thenComparing(Message::key))
        .toList();
  }

  @Override
  public synchronized void quarantine(Instant at, String reason, String raw) {
    quarantined.add(new Quarantined(at, reason, Texts.cut(raw, MOST_QUARANTINED_BYTES)));
  }

  @Override
  public synchronized void recordSignal(Subject subject, Signal signal) {
    recordedSignals
        .computeIfAbsent(subject.key(), key -> new LinkedHashMap<>())
        .put(signal.key(), Json.write(IncidentDocument.of(signal)));
  }

  public synchronized List<Quarantined> listQuarantined() {
    return List.copyOf(quarantined);
  }

  public synchronized List<Signal> listRecordedSignals(Subject subject) {
    return recordedSignals.getOrDefault(subject.key(), Map.of()).values().stream()
        .map(json -> IncidentDocument.signal(Json.object(json)))
        .toList();
  }

  private List<Incident> list(Predicate<Incident> wanted) {
    return incidents.values().stream()
        .map(InMemoryIncidentStore::read)
        .filter(wanted)
        .map(this::withSignals)
        .sorted(
            Comparator.comparing((Incident incident) -> incident.file().openedAt())
                .thenComparing(Incident::id))
        .toList();
  }

  private void addSignal(String incident, Subject subject, Signal signal) {
    Map<String, String> ofIncident = signals.computeIfAbsent(incident, id -> new LinkedHashMap<>());
    if (ofIncident.containsKey(signal.key())) {
      return;
    }
    if (ofIncident.size() < MOST_SIGNALS) {
      ofIncident.put(signal.key(), Json.write(IncidentDocument.of(signal)));
      subjects.put(
          subject.key(), Json.write(notesOf(subject).withSignals(ofIncident.size()).toDocument()));
    } else {
      recordSignal(subject, signal);
    }
  }

  private SubjectNotes notesOf(Subject subject) {
    return Optional.ofNullable(subjects.get(subject.key()))
        .map(json -> SubjectNotes.parse(Json.object(json)))
        .orElse(SubjectNotes.of(subject));
  }

  private Map<String, String> messagesOf(String incident) {
    return messages.computeIfAbsent(incident, id -> new LinkedHashMap<>());
  }

  private void write(Incident incident) {
    incidents.put(
        incident.id(),
        Json.write(IncidentDocument.of(incident.withFile(incident.file().withSignals(List.of())))));
  }

  private static Incident read(String json) {
    return IncidentDocument.incident(Json.object(json));
  }

  private Incident withSignals(Incident incident) {
    List<Signal> received =
        signals.getOrDefault(incident.id(), Map.of()).values().stream()
            .map(Json::object)
            .map((JsonObject document) -> IncidentDocument.signal(document))
            .sorted(IN_ORDER_OF_ARRIVAL)
            .toList();
    return incident.withFile(incident.file().withSignals(received));
  }
}
