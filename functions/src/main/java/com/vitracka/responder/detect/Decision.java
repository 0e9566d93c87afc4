package com.vitracka.responder.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Intake made of an event, and why. */
public sealed interface Decision {
  String reason();

  /** It opened an incident. */
  record Opened(String incident, String reason) implements Decision {}

  /** Its trouble is being worked on already; it was added to that incident. */
  record Duplicate(String incident, String reason) implements Decision {}

  /** Recorded, and nothing done. */
  record Ignored(String reason) implements Decision {}

  /** Kept with its raw text for a person to read. */
  record Quarantined(String reason) implements Decision {}

  /**
   * What a comparison of alarms, incidents and executions came to.
   *
   * @param opened incidents that a lost event had left unopened
   * @param started incidents of which an execution was missing
   * @param failures what could not be compared or mended; the next comparison tries again
   * @param left alarms that the next comparisons take up, because there were too many for one
   */
  record Reconciled(List<String> opened, List<String> started, List<String> failures, int left)
      implements Decision {
    @Override
    public String reason() {
      List<String> parts = new ArrayList<>();
      parts.add(opened.isEmpty() ? "no alarm without its incident" : "opened " + opened);
      parts.add(started.isEmpty() ? "no incident without its executions" : "started " + started);
      if (left > 0) {
        parts.add("left " + left + " alarms for the next minutes");
      }
      if (!failures.isEmpty()) {
        parts.add("failed: " + String.join("; ", failures));
      }
      return String.join(", ", parts);
    }
  }

  /** As Intake answers: decision, incident (null when it has none), reason. */
  default Map<String, @Nullable Object> toDocument() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    switch (this) {
      case Opened(String incident, String why) -> put(document, "INCIDENT", incident, why);
      case Duplicate(String incident, String why) -> put(document, "DUPLICATE", incident, why);
      case Ignored(String why) -> put(document, "IGNORED", null, why);
      case Quarantined(String why) -> put(document, "QUARANTINED", null, why);
      case Reconciled(
              List<String> opened,
              List<String> started,
              List<String> failures,
              int left) -> {
        put(
            document,
            opened.isEmpty() ? "IGNORED" : "INCIDENT",
            opened.isEmpty() ? null : opened.getFirst(),
            reason());
        document.put("opened", opened);
        document.put("started", started);
        document.put("failures", failures);
        document.put("left", left);
      }
    }
    return document;
  }

  private static void put(
      Map<String, @Nullable Object> document,
      String decision,
      @Nullable String incident,
      String reason) {
    document.put("decision", decision);
    document.put("incident", incident);
    document.put("reason", reason);
  }
}
