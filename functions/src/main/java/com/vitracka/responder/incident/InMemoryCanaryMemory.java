package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The canary's memory in memory, for tests and the simulation. */
public final class InMemoryCanaryMemory implements CanaryMemory {
  private record Entry(int failures, Instant lastAt) {}

  private final Map<String, Entry> entries = new HashMap<>();

  @Override
  public synchronized int failures(String agent) {
    Entry entry = entries.get(agent);
    return entry == null ? 0 : entry.failures();
  }

  @Override
  public synchronized int record(String agent, boolean right, Instant at) {
    Entry before = entries.get(agent);
    if (before != null && !at.isAfter(before.lastAt())) {
      return before.failures();
    }
    int failures = right ? 0 : failures(agent) + 1;
    entries.put(agent, new Entry(failures, at));
    return failures;
  }
}
