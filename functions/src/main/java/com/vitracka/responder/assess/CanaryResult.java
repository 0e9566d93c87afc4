package com.vitracka.responder.assess;

import java.time.Duration;

/**
 * One invocation on a new session.
 *
 * @param detail the service's error text or what was missing; never the agent's answer
 */
public record CanaryResult(Answer answer, Duration latency, String detail) {
  public boolean right() {
    return answer == Answer.RIGHT;
  }
}
