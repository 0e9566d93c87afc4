package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table as a process reaches it. */
final class CalledStore implements IncidentStore {
  private final FunctionProcess process;
  private final IncidentStore store;

  CalledStore(FunctionProcess process) {
    this.process = process;
    this.store = process.world().store();
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    return process.call(
        Point.OPEN_INCIDENT, () -> store.open(subject, signal, id, recoveriesSince));
  }

  @Override
  public SubjectNotes notes(Subject subject) {
    return process.call(Point.READ_SUBJECT, () -> store.notes(subject));
  }

  @Override
  public Optional<Incident> find(String id) {
    return process.call(Point.READ_INCIDENT, () -> store.find(id));
  }

  @Override
  public <T extends Incident> T save(T incident) {
    T saved = process.call(Point.SAVE_INCIDENT, () -> store.save(incident));
    if (saved instanceof Incident.Open open
        && open.file().findLastStep().map(StepRecord::state).orElse(null)
            instanceof StepState.Started started) {
      process.begins(started);
    }
    return saved;
  }

  @Override
  public List<Incident> listUnresolved() {
    return process.call(Point.LIST_UNRESOLVED, store::listUnresolved);
  }

  @Override
  public void noteStarted(Subject subject, String incident) {
    process.run(Point.NOTE_STARTED, () -> store.noteStarted(subject, incident));
  }

  @Override
  public List<Incident.Resolved> listResolvedSince(Instant since) {
    return process.call(Point.LIST_RESOLVED, () -> store.listResolvedSince(since));
  }

  @Override
  public List<Incident> listOf(Subject subject, int most) {
    return process.call(Point.LIST_OF_SUBJECT, () -> store.listOf(subject, most));
  }

  @Override
  public boolean claimMessage(String incident, Message sending, Instant abandonedBefore) {
    process.claims(incident, sending);
    return process.call(
        Point.CLAIM_MESSAGE, () -> store.claimMessage(incident, sending, abandonedBefore));
  }

  @Override
  public void recordMessage(String incident, Message message) {
    process.run(Point.RECORD_MESSAGE, () -> store.recordMessage(incident, message));
  }

  @Override
  public List<Message> listMessages(String incident) {
    return process.call(Point.LIST_MESSAGES, () -> store.listMessages(incident));
  }

  @Override
  public void quarantine(Instant at, String reason, String raw) {
    process.run(Point.QUARANTINE, () -> store.quarantine(at, reason, raw));
  }

  @Override
  public void recordSignal(Subject subject, Signal signal) {
    process.run(Point.RECORD_SIGNAL, () -> store.recordSignal(subject, signal));
  }
}
