package com.vitracka.responder.incident;

import java.time.Instant;

/**
 * The most changes to all agents together within a time: what a fault of the responder itself could
 * do at worst (design decision 12).
 */
public interface AccountBudget {
  /**
   * Takes one change out of the budget; the same key again takes no other.
   *
   * @param key of the change: the same at each attempt
   * @param since changes taken before it count no more
   * @param most that may be taken since then
   * @return false when the budget is used up
   */
  boolean take(String key, Instant now, Instant since, int most);
}
