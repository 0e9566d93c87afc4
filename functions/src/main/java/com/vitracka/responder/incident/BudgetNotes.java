package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The changes that count at present; every store decides by it.
 *
 * @param taken when, by the change's key
 */
public record BudgetNotes(Map<String, Instant> taken) {
  /** With one more change, or empty when there is no room for it. */
  public Optional<BudgetNotes> with(String key, Instant now, Instant since, int most) {
    Map<String, Instant> counting = new LinkedHashMap<>();
    taken.forEach(
        (one, at) -> {
          if (at.isAfter(since) || one.equals(key)) {
            counting.put(one, at);
          }
        });
    if (!counting.containsKey(key) && counting.size() >= most) {
      return Optional.empty();
    }
    counting.putIfAbsent(key, now);
    return Optional.of(new BudgetNotes(counting));
  }
}
