package com.vitracka.responder.assess;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One invocation on a new session.
 *
 * @param detail in words of our own: neither the agent's answer nor what the service says of it,
 *     which may repeat either
 * @param known what of the service's words is understood
 */
public record CanaryResult(Answer answer, Duration latency, String detail, Set<KnownError> known) {

  public CanaryResult(Answer answer, Duration latency, String detail) {
    this(answer, latency, detail, Set.of());
  }

  /**
   * An invocation that ended in an error of the service.
   *
   * @param code the error's name and status
   * @param said the service's words, of which only the meaning is kept
   */
  public static CanaryResult failed(Answer answer, Duration latency, String code, String said) {
    Set<KnownError> known = KnownError.allIn(said);
    String meaning = known.stream().map(KnownError::meaning).collect(Collectors.joining("; "));
    return new CanaryResult(
        answer, latency, meaning.isEmpty() ? code : code + ": " + meaning, Set.copyOf(known));
  }

  public boolean right() {
    return answer == Answer.RIGHT;
  }
}
