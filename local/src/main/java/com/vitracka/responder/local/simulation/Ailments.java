package com.vitracka.responder.local.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why an agent fails although its code is what it was, each since which of its versions. */
final class Ailments {
  /** Which of several answers first; the model is asked by healthy code only. */
  private static final List<Cause> ORDER =
      List.of(
          Cause.DELETED,
          Cause.UNREACHABLE,
          Cause.ROLE_INVALID,
          Cause.NO_MMDSV2,
          Cause.EVERYBODY_REFUSED,
          Cause.CANARY_REFUSED,
          Cause.QUOTA,
          Cause.PROCESSES_DIE,
          Cause.PROCESSES_HANG,
          Cause.PROCESSES_ERR);

  private final Map<Cause, Integer> causes = new EnumMap<>(Cause.class);

  void begin(Cause cause, int version) {
    causes.put(cause, version);
  }

  /** Whether there was such a one. */
  boolean end(Cause cause) {
    return causes.remove(cause) != null;
  }

  void endAll() {
    causes.clear();
  }

  /** Fresh processes: what ailed those of another version is gone. False when nothing was. */
  boolean endWhatDeploymentsEnd(int live) {
    return causes
        .entrySet()
        .removeIf(one -> one.getKey().deploymentHelps() && one.getValue() != live);
  }

  boolean isEmpty() {
    return causes.isEmpty();
  }

  boolean has(Cause cause) {
    return causes.containsKey(cause);
  }

  /** What answers before the code is even asked; empty when nothing does. */
  Optional<Cause> findFirst() {
    for (Cause cause : ORDER) {
      if (causes.containsKey(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  /** Whether a new version, whatever its code, can end one of them. */
  boolean deploymentHelps() {
    return causes.keySet().stream().anyMatch(Cause::deploymentHelps);
  }

  /** What users notice of all of them and of the code. */
  Condition worst(Condition ofCode) {
    Condition worst = ofCode;
    for (Cause cause : causes.keySet()) {
      Condition other = cause.condition();
      worst =
          new Condition(
              Math.max(worst.errors(), other.errors()),
              Math.max(worst.throttles(), other.throttles()),
              Math.max(worst.p95Millis(), other.p95Millis()));
    }
    return worst;
  }
}
