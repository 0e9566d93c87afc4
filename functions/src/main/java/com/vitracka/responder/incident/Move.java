package com.vitracka.responder.incident;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What comes next in an incident: the only thing that the state machines choose by. */
public sealed interface Move {
  /** Carry out the step that the record holds as pending. */
  record Act(Step step) implements Move {}

  record Wait(Duration duration) implements Move {}

  /** The incident is resolved. */
  record Done() implements Move {}

  record Escalate(String reason) implements Move {}

  /** As the state machines read it: {@code {"move":"Act","by":"Backup","step":"BackUp"}}. */
  default Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("move", getClass().getSimpleName());
    switch (this) {
      case Act(Step step) -> {
        document.put("by", step.mutates() ? "Act" : "Backup");
        document.put("step", step.name());
      }
      case Wait(Duration duration) ->
          document.put("seconds", Math.max(1, (duration.toMillis() + 999) / 1000));
      case Done() -> {}
      case Escalate(String reason) -> document.put("reason", reason);
    }
    return document;
  }
}
