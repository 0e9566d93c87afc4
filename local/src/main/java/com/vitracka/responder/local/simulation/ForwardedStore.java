package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that is another one, but for the methods that are overridden. */
class ForwardedStore implements IncidentStore {
  private final IncidentStore store;

  ForwardedStore(IncidentStore store) {
    this.store = store;
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    return store.open(subject, signal, id, recoveriesSince);
  }

  @Override
  public void noteStarted(Subject subject, String incident) {
    store.noteStarted(subject, incident);
  }

  @Override
  public SubjectNotes notes(Subject subject) {
    return store.notes(subject);
  }

  @Override
  public Optional<Incident> find(String id) {
    return store.find(id);
  }

  @Override
  public <T extends Incident> T save(T incident) {
    return store.save(incident);
  }

  @Override
  public List<Incident> listUnresolved() {
    return store.listUnresolved();
  }

  @Override
  public List<Incident.Resolved> listResolvedSince(Instant since) {
    return store.listResolvedSince(since);
  }

  @Override
  public List<Incident> listOf(Subject subject, int most) {
    return store.listOf(subject, most);
  }

  @Override
  public boolean claimMessage(String incident, Message sending, Instant abandonedBefore) {
    return store.claimMessage(incident, sending, abandonedBefore);
  }

  @Override
  public void recordMessage(String incident, Message message) {
    store.recordMessage(incident, message);
  }

  @Override
  public List<Message> listMessages(String incident) {
    return store.listMessages(incident);
  }

  @Override
  public void quarantine(Instant at, String reason, String raw) {
    store.quarantine(at, reason, raw);
  }

  @Override
  public void recordSignal(Subject subject, Signal signal) {
    store.recordSignal(subject, signal);
  }
}
