package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;

/** Which agents began to fail lately: several at once have a cause in common. */
public interface FailingAgents {
  /** So many agents at once are an incident of the account: more than two (design decision 6). */
  int SEVERAL = 3;

  /** So many at once have a cause in common, whether it is seen or not. */
  int MANY = 11;

  /**
   * Notes that an agent fails.
   *
   * @return how many agents, with this one, began to fail within that time; counts no further than
   *     {@link #MANY}
   */
  int note(String agent, Instant at, Duration within);
}
