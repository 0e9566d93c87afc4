package com.vitracka.responder.assess;

import java.time.Duration;

/** What real callers saw, from the agent's metrics over a while. */
public record Traffic(long invocations, long errors, long throttles, Duration p95Latency) {
  public boolean served() {
    return invocations > 0 && errors == 0;
  }
}
