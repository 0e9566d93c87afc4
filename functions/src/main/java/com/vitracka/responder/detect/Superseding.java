package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a signal speaks of more than an escalated incident has shown, so that the agent
 * deserves an incident of its own, which is worked on.
 *
 * <p>What was known counts over the whole chain of incidents that superseded one another: each kind
 * of trouble, and each answer of the canary, supersedes at most once in it, so it ends.
 */
final class Superseding {
  /** More than there are kinds of trouble and answers of a canary. */
  private static final int MOST_OF_A_CHAIN = 20;

  private final IncidentStore store;

  Superseding(IncidentStore store) {
    this.store = store;
  }

  boolean isWorseOrDifferent(Incident.Escalated escalated, Signal signal) {
    Optional<Assessment> assessment = escalated.file().findAssessment();
    // What came until the escalation was part of what was seen. What came since would have
    // superseded the incident, if its delivery had not died.
    List<CaseFile> chain = chain(escalated);
    List<Signal> known =
        chain.stream()
            .flatMap(file -> file.signals().stream())
            .filter(one -> !one.receivedAt().isAfter(escalated.escalatedAt()))
            .toList();
    return switch (signal.trouble()) {
      case OTHER -> false;
      case AGENT_DELETED, TESTS_FAILED -> isNew(signal.trouble(), known);
      case ERRORS, LATENCY, THROTTLES ->
          isNew(signal.trouble(), known) && assessment.filter(Superseding::isOutage).isEmpty();
      case CANARY_FAILED ->
          (isNew(signal.trouble(), known) || assessment.filter(Superseding::isUnhelped).isPresent())
              && assessment.filter(one -> isOutage(one) && !isUnhelped(one)).isEmpty()
              && known.stream().noneMatch(one -> saysTheSame(one, signal))
              && chain.stream().noneMatch(file -> wasSeen(signal, file));
    };
  }

  private static boolean isNew(Trouble trouble, List<Signal> known) {
    return known.stream().noneMatch(one -> one.trouble() == trouble);
  }

  /** All that an agent's alarms can say is part of a complete outage. */
  private static boolean isOutage(Assessment assessment) {
    return assessment.severity() == Severity.P1;
  }

  /** The responder changed nothing for this trouble; for another one it may. */
  private static boolean isUnhelped(Assessment assessment) {
    return assessment.remedy() != Remedy.REDEPLOY && assessment.remedy() != Remedy.ROLL_BACK;
  }

  /** The canary says how the agent fails; its alarm only that it does. */
  private static boolean saysTheSame(Signal one, Signal other) {
    return one.trouble() == other.trouble()
        && (other.path() != Path.CANARY
            || (one.path() == Path.CANARY && one.text().equals(other.text())));
  }

  /** Whether the canary's answer is what an assessment of that incident saw. */
  private static boolean wasSeen(Signal signal, CaseFile file) {
    return file.assessments().stream()
        .flatMap(assessment -> assessment.findings().stream())
        .filter(finding -> finding.startsWith("canary: "))
        .anyMatch(
            finding ->
                signal.path() == Path.CANARY
                    ? finding.contains("the agent " + signal.text() + " (")
                    : !finding.contains("the agent answers right (")
                        && !finding.contains("unknown ("));
  }

  private List<CaseFile> chain(Incident.Escalated escalated) {
    List<CaseFile> files = new ArrayList<>();
    files.add(escalated.file());
    for (Incident earlier : store.listOf(escalated.file().subject(), MOST_OF_A_CHAIN)) {
      if (earlier.id().equals(escalated.id())) {
        continue;
      }
      if (!(earlier instanceof Incident.Resolved resolved && resolved.isSuperseded())) {
        break;
      }
      files.add(earlier.file());
    }
    return files;
  }
}
