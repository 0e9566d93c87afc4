package com.vitracka.responder.incident;

import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of an agent's canary; every store decides by it.
 *
 * @param failures since the last right answer
 * @param lastAt of the newest answer
 * @param lastRight the newest right answer
 * @param rightSince start of the present unbroken run of right answers
 */
public record CanaryNotes(
    int failures, Instant lastAt, Optional<Instant> lastRight, Optional<Instant> rightSince) {
  /** Of an agent that was never asked. */
  public static final CanaryNotes NONE =
      new CanaryNotes(0, Instant.MIN, Optional.empty(), Optional.empty());

  /** With one more answer; one that is not newer than the last changes nothing. */
  public CanaryNotes answered(boolean right, Instant at) {
    if (!at.isAfter(lastAt)) {
      return this;
    }
    return right
        ? new CanaryNotes(0, at, Optional.of(at), Optional.of(runSince(at)))
        : new CanaryNotes(failures + 1, at, lastRight, Optional.empty());
  }

  private Instant runSince(Instant at) {
    return rightSince.filter(_ -> !at.isAfter(lastAt.plus(CanaryMemory.MOST_SILENCE))).orElse(at);
  }

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("failures", failures);
    document.put("lastAt", lastAt.toString());
    lastRight.ifPresent(at -> document.put("lastRight", at.toString()));
    rightSince.ifPresent(at -> document.put("rightSince", at.toString()));
    return document;
  }

  public static CanaryNotes parse(JsonObject document) {
    return new CanaryNotes(
        document.integer("failures"),
        document.instant("lastAt"),
        document.findInstant("lastRight"),
        document.findInstant("rightSince"));
  }
}
