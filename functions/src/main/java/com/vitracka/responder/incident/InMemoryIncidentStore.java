package com.vitracka.responder.incident;

import com.vitracka.responder.json.Json;
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
 * Incidents in memory, for tests and the simulation. What is written goes through JSON and back, so
 * that what cannot be written or read is noticed here too.
 */
public final class InMemoryIncidentStore implements IncidentStore {
  private static final int MOST_LISTED = 100;

  /** Something that could not be read, and why. */
  public record Quarantined(Instant at, String reason, String raw) {}

  private final Form form;
  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final Map<String, Map<String, Signal>> signals = new HashMap<>();
  private final Map<String, List<Signal>> inOrder = new HashMap<>();
  private final Map<String, Map<String, Message>> messages = new HashMap<>();
  private final Map<Subject, SubjectNotes> subjects = new HashMap<>();
  private final Map<Subject, Map<String, Signal>> recordedSignals = new HashMap<>();
  private final List<Quarantined> quarantined = new ArrayList<>();

  public InMemoryIncidentStore() {
    this(new ThroughJson());
  }

  private InMemoryIncidentStore(Form form) {
    this.form = form;
  }

  /** One without the way through JSON, which takes most of a simulated incident's time. */
  public static InMemoryIncidentStore withoutJson() {
    return new InMemoryIncidentStore(new AsItIs());
  }

  @Override
  public synchronized Opening open(
      Subject subject, Signal signal, String id, Instant recoveriesSince) {
    SubjectNotes notes = notes(subject);
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
    subjects.put(subject, form.of(notes.takenBy(id)));
    addSignal(id, subject, signal);
    return new Opening.Opened(incident);
  }

  @Override
  public synchronized void noteStarted(Subject subject, String incident) {
    SubjectNotes notes = notes(subject);
    if (notes.isTakenBy(incident)) {
      subjects.put(subject, form.of(notes.withExecutionsStarted()));
    }
  }

  @Override
  public synchronized SubjectNotes notes(Subject subject) {
    SubjectNotes notes = subjects.get(subject);
    return notes == null ? SubjectNotes.of(subject) : notes;
  }

  @Override
  public synchronized Optional<Incident> find(String id) {
    return Optional.ofNullable(incidents.get(id)).map(this::withSignals);
  }

  @Override
  @SuppressWarnings("unchecked") // withFile keeps the state's type
  public synchronized <T extends Incident> T save(T incident) {
    CaseFile file = incident.file();
    long stored =
        Optional.ofNullable(incidents.get(file.id())).map(old -> old.file().revision()).orElse(0L);
    if (stored == 0 || stored != file.revision()) {
      throw StaleIncidentException.of(file);
    }
    T saved = (T) incident.withFile(file.withRevision(stored + 1));
    write(saved);
    SubjectNotes notes = notes(file.subject());
    if (saved instanceof Incident.Resolved resolved && notes.isTakenBy(saved.id())) {
      subjects.put(file.subject(), form.of(notes.freedBy(resolved)));
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
    Message earlier = messagesOf(incident).get(sending.key());
    boolean free =
        earlier == null
            || (earlier.state() == Message.State.SENDING && earlier.at().isBefore(abandonedBefore));
    if (free) {
      recordMessage(incident, sending);
    }
    return free;
  }

  @Override
  public synchronized void recordMessage(String incident, Message message) {
    messagesOf(incident).put(message.key(), form.of(message));
  }

  @Override
  public synchronized List<Message> listMessages(String incident) {
    return messagesOf(incident).values().stream()
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
        .computeIfAbsent(subject, key -> new LinkedHashMap<>())
        .put(signal.key(), form.of(signal));
  }

  public synchronized List<Quarantined> listQuarantined() {
    return List.copyOf(quarantined);
  }

  public synchronized List<Signal> listRecordedSignals(Subject subject) {
    return List.copyOf(recordedSignals.getOrDefault(subject, Map.of()).values());
  }

  private List<Incident> list(Predicate<Incident> wanted) {
    return incidents.values().stream()
        .filter(wanted)
        .map(this::withSignals)
        .sorted(
            Comparator.comparing((Incident incident) -> incident.file().openedAt())
                .thenComparing(Incident::id))
        .toList();
  }

  private void addSignal(String incident, Subject subject, Signal signal) {
    Map<String, Signal> ofIncident = signals.computeIfAbsent(incident, id -> new LinkedHashMap<>());
    if (ofIncident.containsKey(signal.key())) {
      return;
    }
    if (ofIncident.size() < MOST_SIGNALS) {
      ofIncident.put(signal.key(), form.of(signal));
      inOrder.put(incident, ofIncident.values().stream().sorted(IN_ORDER_OF_ARRIVAL).toList());
      subjects.put(subject, form.of(notes(subject).withSignals(ofIncident.size())));
    } else {
      recordSignal(subject, signal);
    }
  }

  private Map<String, Message> messagesOf(String incident) {
    return messages.computeIfAbsent(incident, id -> new LinkedHashMap<>());
  }

  private void write(Incident incident) {
    incidents.put(
        incident.id(), form.of(incident.withFile(incident.file().withSignals(List.of()))));
  }

  private Incident withSignals(Incident incident) {
    return incident.withFile(
        incident.file().withSignals(inOrder.getOrDefault(incident.id(), List.of())));
  }

  /** What a record is after it was written and read again. */
  private sealed interface Form {
    Incident of(Incident incident);

    Signal of(Signal signal);

    Message of(Message message);

    SubjectNotes of(SubjectNotes notes);
  }

  private static final class ThroughJson implements Form {
    @Override
    public Incident of(Incident incident) {
      return IncidentDocument.incident(Json.object(Json.write(IncidentDocument.of(incident))));
    }

    @Override
    public Signal of(Signal signal) {
      return IncidentDocument.signal(Json.object(Json.write(IncidentDocument.of(signal))));
    }

    @Override
    public Message of(Message message) {
      return IncidentDocument.message(Json.object(Json.write(IncidentDocument.of(message))));
    }

    @Override
    public SubjectNotes of(SubjectNotes notes) {
      return SubjectNotes.parse(Json.object(Json.write(notes.toDocument())));
    }
  }

  private static final class AsItIs implements Form {
    @Override
    public Incident of(Incident incident) {
      return incident;
    }

    @Override
    public Signal of(Signal signal) {
      return signal;
    }

    @Override
    public Message of(Message message) {
      return message;
    }

    @Override
    public SubjectNotes of(SubjectNotes notes) {
      return notes;
    }
  }
}
