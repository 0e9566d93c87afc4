package com.vitracka.responder.assess;

import java.time.Duration;

/** What real callers saw, from the agent's metrics over a while. */
public record Traffic(long invocations, long errors, long throttles, Duration p95Latency) {
  public boolean served() {
    return invocations > 0 && errors == 0;
  }

  /** Callers came, and all of them were served, in time. */
  public boolean isHealthy(Duration mostLatency) {
    return served() && throttles == 0 && p95Latency.compareTo(mostLatency) <= 0;
  }
}
