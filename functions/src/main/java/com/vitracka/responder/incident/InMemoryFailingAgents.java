package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The agents that fail, in memory, for tests and the simulation. */
public final class InMemoryFailingAgents implements FailingAgents {
  private FailingNotes notes = new FailingNotes(Map.of());

  @Override
  public synchronized boolean note(String agent, Instant at, Duration within) {
    notes = notes.with(agent, at);
    return notes.areSeveral(at, within);
  }
}
