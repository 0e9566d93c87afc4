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
 * @param lastIncident the newest that has ended
 * @param lastEndedAt when that was
 * @param recoveries ends of the newest incidents in which the agent was changed, oldest first
 */
public record SubjectNotes(
    Subject subject,
    Optional<String> openIncident,
    Optional<String> lastIncident,
    Optional<Instant> lastEndedAt,
    List<Instant> recoveries) {
  static final int MOST_RECOVERIES = 10;

  /** Of a subject that never had an incident. */
  public static SubjectNotes of(Subject subject) {
    return new SubjectNotes(
        subject, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
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
    return new SubjectNotes(subject, Optional.of(incident), lastIncident, lastEndedAt, recoveries);
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
        Optional.of(incident.id()),
        Optional.of(incident.resolvedAt()),
        !incident.isSuperseded() && changedTheAgent(incident.file())
            ? newest(Stream.concat(recoveries.stream(), Stream.of(incident.resolvedAt())).toList())
            : recoveries);
  }

  private static boolean changedTheAgent(CaseFile file) {
    return file.steps().stream()
        .anyMatch(step -> step.step().mutates() && step.state() instanceof StepState.Done);
  }

  private static List<Instant> newest(List<Instant> all) {
    return all.subList(Math.max(0, all.size() - MOST_RECOVERIES), all.size());
  }

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("subject", subject.key());
    openIncident.ifPresent(id -> document.put("openIncident", id));
    lastIncident.ifPresent(id -> document.put("lastIncident", id));
    lastEndedAt.ifPresent(at -> document.put("lastEndedAt", at.toString()));
    document.put("recoveries", recoveries.stream().map(Instant::toString).toList());
    return document;
  }

  public static SubjectNotes parse(JsonObject document) {
    return new SubjectNotes(
        Subject.parse(document.text("subject")),
        document.findText("openIncident"),
        document.findText("lastIncident"),
        document.findInstant("lastEndedAt"),
        document.texts("recoveries").stream().map(Instant::parse).toList());
  }
}
