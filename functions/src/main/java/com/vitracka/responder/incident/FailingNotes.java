package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The agents that failed last, few of them whatever happens; every store decides by it.
 *
 * @param since when each of them was last noted, by its name
 */
public record FailingNotes(Map<String, Instant> since) {
  /** Of the time in which agents fail together; a note is renewed after this much of it. */
  private static final int RENEWED_IN = 10;

  public FailingNotes with(String agent, Instant at) {
    Map<String, Instant> all = new LinkedHashMap<>(since);
    all.merge(agent, at, (one, other) -> one.isAfter(other) ? one : other);
    Map<String, Instant> newest = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder()))
        .limit(FailingAgents.MANY)
        .forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
    return new FailingNotes(newest);
  }

  /** How many began to fail within that time of a moment. */
  public int count(Instant at, Duration within) {
    return Math.toIntExact(
        since.values().stream()
            .filter(one -> Duration.between(one, at).abs().compareTo(within) <= 0)
            .count());
  }

  /**
   * Whether noting the agent would tell nobody anything: many are noted already, and freshly, or
   * this one was noted a moment ago. So in a storm few of its alarms write here, all to one item.
   */
  public boolean isNeedless(String agent, Instant at, Duration within) {
    return count(at, within.dividedBy(2)) >= FailingAgents.MANY
        || Optional.ofNullable(since.get(agent))
            .filter(noted -> noted.plus(within.dividedBy(RENEWED_IN)).isAfter(at))
            .isPresent();
  }
}
