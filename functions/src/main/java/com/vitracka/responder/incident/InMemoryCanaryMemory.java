package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The canary's memory in memory, for tests and the simulation. */
public final class InMemoryCanaryMemory implements CanaryMemory {
  private final Map<String, CanaryNotes> notes = new HashMap<>();

  @Override
  public synchronized int failures(String agent) {
    return of(agent).failures();
  }

  @Override
  public synchronized Optional<Instant> findRightSince(String agent) {
    return of(agent).rightSince();
  }

  @Override
  public synchronized int record(String agent, boolean right, Instant at) {
    CanaryNotes next = of(agent).answered(right, at);
    notes.put(agent, next);
    return next.failures();
  }

  private CanaryNotes of(String agent) {
    return notes.getOrDefault(agent, CanaryNotes.NONE);
  }
}
