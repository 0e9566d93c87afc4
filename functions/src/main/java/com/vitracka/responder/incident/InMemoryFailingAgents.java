package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The agents that fail, in memory, for tests and the simulation. */
public final class InMemoryFailingAgents implements FailingAgents {
  private FailingNotes notes = new FailingNotes(Map.of());

  @Override
  public synchronized int note(String agent, Instant at, Duration within) {
    if (!notes.isNeedless(agent, at, within)) {
      notes = notes.with(agent, at);
    }
    return notes.count(at, within);
  }
}
