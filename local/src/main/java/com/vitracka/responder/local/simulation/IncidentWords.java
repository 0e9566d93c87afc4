package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import java.util.stream.Collectors;

/** One line about an incident, for the log. */
final class IncidentWords {
  private IncidentWords() {}

  static String of(Incident incident) {
    return incident.id()
        + " "
        + incident.state()
        + switch (incident) {
          case Incident.Open _ -> "";
          case Incident.Resolved resolved -> " (" + resolved.resolution() + ")";
          case Incident.Escalated escalated -> " (" + escalated.reason() + ")";
        }
        + incident.file().findAssessment().map(one -> ", " + one.rule()).orElse("")
        + incident.file().steps().stream().map(IncidentWords::of).collect(Collectors.joining())
        + incident
            .file()
            .findProposal()
            .map(
                proposal ->
                    ", proposal "
                        + proposal.hash()
                        + " "
                        + proposal.state()
                        + " from "
                        + proposal.at()
                        + " until "
                        + proposal.until())
            .orElse("");
  }

  private static String of(StepRecord step) {
    return ", "
        + step.step()
        + switch (step.state()) {
          case StepState.Pending() -> " pending";
          case StepState.Started started -> " started";
          case StepState.Done done -> " done: " + done.result();
          case StepState.Failed failed -> " failed: " + failed.reason();
        };
  }
}
