package com.vitracka.responder.incident;

import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is remembered of a subject between its incidents; every store decides by it.
 *
 * @param openIncident the incident that has taken it, open or escalated
 * @param started whether that incident's executions are known to have been started
 * @param signals how many of that incident's signals are kept with it; a delivery that died may
 *     have left one uncounted
 * @param lastIncident the newest that has ended
 * @param lastEndedAt when that was
 * @param recoveries ends of the newest incidents in which the agent was changed, oldest first
 */
public record SubjectNotes(
    Subject subject,
    Optional<String> openIncident,
    boolean started,
    int signals,
    Optional<String> lastIncident,
    Optional<Instant> lastEndedAt,
    List<Instant> recoveries) {
  static final int MOST_RECOVERIES = 10;

  /** Of a subject that never had an incident. */
  public static SubjectNotes of(Subject subject) {
    return new SubjectNotes(
        subject, Optional.empty(), false, 0, Optional.empty(), Optional.empty(), List.of());
  }

  /** Whether more signals of the incident that has taken it are kept with the subject instead. */
  public boolean isFull() {
    return signals >= IncidentStore.MOST_SIGNALS;
  }

  /**
   * Whether the trouble was noticed before the last incident ended, so that it was part of that.
   */
  public boolean isLate(Signal signal) {
    return lastEndedAt.filter(ended -> !signal.at().isAfter(ended)).isPresent();
  }

  /** The incident that this signal opens. */
  public Incident.Open open(String id, Signal signal, Instant recoveriesSince) {
    return new Incident.Open(
        new CaseFile(
            id,
            subject,
            signal.at(),
            signal.receivedAt(),
            recoveries.stream().filter(end -> end.isAfter(recoveriesSince)).toList(),
            List.of(signal),
            List.of(),
            List.of(),
            List.of(),
            Verification.NONE,
            1));
  }

  public SubjectNotes takenBy(String incident) {
    return new SubjectNotes(
        subject, Optional.of(incident), false, 1, lastIncident, lastEndedAt, recoveries);
  }

  SubjectNotes withSignals(int count) {
    return new SubjectNotes(
        subject, openIncident, started, count, lastIncident, lastEndedAt, recoveries);
  }

  SubjectNotes withExecutionsStarted() {
    return new SubjectNotes(
        subject, openIncident, true, signals, lastIncident, lastEndedAt, recoveries);
  }

  public boolean isTakenBy(String incident) {
    return openIncident.filter(incident::equals).isPresent();
  }

  /**
   * Free again; an incident in which the agent was changed counts as a recovery, unless the next
   * incident had to take over.
   */
  public SubjectNotes freedBy(Incident.Resolved incident) {
    return new SubjectNotes(
        subject,
        Optional.empty(),
        false,
        0,
        Optional.of(incident.id()),
        Optional.of(incident.resolvedAt()),
        !incident.isSuperseded() && changedTheAgent(incident.file())
            ? newest(Stream.concat(recoveries.stream(), Stream.of(incident.resolvedAt())).toList())
            : recoveries);
  }

  /** Also where the change did not help, and where nobody knows whether it came about. */
  private static boolean changedTheAgent(CaseFile file) {
    return file.steps().stream()
        .filter(step -> step.step().mutates())
        .map(StepRecord::state)
        .anyMatch(state -> state instanceof StepState.Started || state.findResult().isPresent());
  }

  private static List<Instant> newest(List<Instant> all) {
    return all.subList(Math.max(0, all.size() - MOST_RECOVERIES), all.size());
  }

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("subject", subject.key());
    openIncident.ifPresent(
        id -> {
          document.put("openIncident", id);
          document.put("started", started);
          document.put("signals", signals);
        });
    lastIncident.ifPresent(id -> document.put("lastIncident", id));
    lastEndedAt.ifPresent(at -> document.put("lastEndedAt", at.toString()));
    document.put("recoveries", recoveries.stream().map(Instant::toString).toList());
    return document;
  }

  public static SubjectNotes parse(JsonObject document) {
    return new SubjectNotes(
        Subject.parse(document.text("subject")),
        document.findText("openIncident"),
        document.flag("started"),
        document.findNumber("signals").map(Math::toIntExact).orElse(0),
        document.findText("lastIncident"),
        document.findInstant("lastEndedAt"),
        document.texts("recoveries").stream().map(Instant::parse).toList());
  }
}
