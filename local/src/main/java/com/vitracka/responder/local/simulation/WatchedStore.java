package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table as it is in truth; the oracle sees each change of an incident. */
final class WatchedStore implements IncidentStore {
  private final World world;
  private final InMemoryIncidentStore store;
  private final Set<String> ids = new LinkedHashSet<>();

  WatchedStore(World world, InMemoryIncidentStore store) {
    this.world = world;
    this.store = store;
  }

  /** Of all incidents of the history. */
  Set<String> ids() {
    return ids;
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    Opening opening = store.open(subject, signal, id, recoveriesSince);
    if (opening instanceof Opening.Opened(Incident.Open incident)) {
      ids.add(id);
      world.log(() -> "incident " + id + " is open");
      world.coverage().opened(subject);
      world.oracle().opened(incident);
    }
    return opening;
  }

  @Override
  public <T extends Incident> T save(T incident) {
    Incident before = store.get(incident.id());
    T saved = store.save(incident);
    world.oracle().saved(world.functions().acting(), before, saved);
    world.people().see(saved);
    return saved;
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
  public List<Incident> listUnresolved() {
    return store.listUnresolved();
  }

  @Override
  public void noteStarted(Subject subject, String incident) {
    store.noteStarted(subject, incident);
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
    world.oracle().quarantined(reason, raw);
  }

  @Override
  public void recordSignal(Subject subject, Signal signal) {
    store.recordSignal(subject, signal);
  }
}
