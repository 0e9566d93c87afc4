package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The canary's memory in memory, for tests and the simulation. */
public final class InMemoryCanaryMemory implements CanaryMemory {
  private record Entry(int failures, Instant lastAt, Optional<Instant> rightSince) {}

  private final Map<String, Entry> entries = new HashMap<>();

  @Override
  public synchronized int failures(String agent) {
    return Optional.ofNullable(entries.get(agent)).map(Entry::failures).orElse(0);
  }

  @Override
  public synchronized Optional<Instant> findRightSince(String agent) {
    return Optional.ofNullable(entries.get(agent)).flatMap(Entry::rightSince);
  }

  @Override
  public synchronized int record(String agent, boolean right, Instant at) {
    Entry before = entries.get(agent);
    if (before != null && !at.isAfter(before.lastAt())) {
      return before.failures();
    }
    int failures = right ? 0 : failures(agent) + 1;
    entries.put(
        agent, new Entry(failures, at, right ? Optional.of(since(before, at)) : Optional.empty()));
    return failures;
  }

  private static Instant since(@Nullable Entry before, Instant at) {
    return Optional.ofNullable(before)
        .filter(entry -> !at.isAfter(entry.lastAt().plus(MOST_SILENCE)))
        .flatMap(Entry::rightSince)
        .orElse(at);
  }
}
