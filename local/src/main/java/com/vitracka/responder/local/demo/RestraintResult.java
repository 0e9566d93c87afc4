package com.vitracka.responder.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of holding the responder back.
 *
 * @param outcome of the incident
 * @param reason of its escalation, or what helped
 * @param changes calls of the responder that change anything in AgentCore
 * @param incidents that were opened
 * @param told whether people were told of the end
 * @param took from the fault to the end
 */
record RestraintResult(
    Restraint restraint,
    String outcome,
    String reason,
    List<String> changes,
    int incidents,
    boolean told,
    Duration took) {

  /** What differs from what is documented; empty when all is as it must be. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    if (!outcome.equals(restraint.outcome())) {
      differences.add("ended " + outcome + ", documented is " + restraint.outcome());
    }
    if (!reason.contains(restraint.reason())) {
      differences.add("the reason does not say '" + restraint.reason() + "': " + reason);
    }
    if (changes.size() != restraint.changes()) {
      differences.add("the responder made " + changes + ", allowed was " + restraint.changes());
    }
    if (incidents != 1) {
      differences.add(incidents + " incidents were opened");
    }
    if (!told) {
      differences.add("nobody was told of the end");
    }
    return List.copyOf(differences);
  }

  /** A line of the table. */
  String row() {
    return "%-36s %-10s %d changes  %5.1f s  %s"
        .formatted(
            restraint.options(),
            outcome,
            changes.size(),
            took.toMillis() / 1000.0,
            differences().isEmpty() ? "as documented" : "NOT AS DOCUMENTED: " + differences());
  }
}
