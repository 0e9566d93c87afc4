package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The account's budget in memory, for tests and the simulation. */
public final class InMemoryAccountBudget implements AccountBudget {
  private BudgetNotes notes = new BudgetNotes(Map.of());

  @Override
  public synchronized boolean take(String key, Instant now, Instant since, int most) {
    Optional<BudgetNotes> next = notes.with(key, now, since, most);
    next.ifPresent(with -> notes = with);
    return next.isPresent();
  }
}
