package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** The table as it is in truth; the oracle sees each change of an incident. */
final class WatchedStore extends ForwardedStore {
  private final World world;
  private final Set<String> ids = new LinkedHashSet<>();

  WatchedStore(World world, InMemoryIncidentStore store) {
    super(store);
    this.world = world;
  }

  /** Of all incidents of the history. */
  Set<String> ids() {
    return ids;
  }

  @Override
  public Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince) {
    Opening opening = super.open(subject, signal, id, recoveriesSince);
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
    Incident before = get(incident.id());
    T saved = super.save(incident);
    world.oracle().saved(world.functions().acting(), before, saved);
    world.people().see(saved);
    return saved;
  }

  @Override
  public void quarantine(Instant at, String reason, String raw) {
    super.quarantine(at, reason, raw);
    world.oracle().quarantined(reason, raw);
  }
}
