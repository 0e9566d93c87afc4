package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agents that failed last, few of them whatever happens; every store decides by it.
 *
 * @param since when each of them was last noted, by its name
 */
public record FailingNotes(Map<String, Instant> since) {
  public FailingNotes with(String agent, Instant at) {
    Map<String, Instant> all = new LinkedHashMap<>(since);
    all.merge(agent, at, (one, other) -> one.isAfter(other) ? one : other);
    Map<String, Instant> newest = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder()))
        .limit(FailingAgents.SEVERAL)
        .forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
    return new FailingNotes(newest);
  }

  public boolean areSeveral(Instant at, Duration within) {
    return since.values().stream()
            .filter(one -> Duration.between(one, at).abs().compareTo(within) <= 0)
            .count()
        >= FailingAgents.SEVERAL;
  }
}
