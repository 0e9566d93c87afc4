package com.vitracka.responder.respond;

import com.vitracka.responder.assess.DecisionTable;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Closes an escalated incident once its agent has answered right for the stability window: a person
 * or time has mended it, and the next outage must open an incident of its own.
 */
public final class Healing {
  private final IncidentStore incidents;
  private final AgentVersions versions;
  private final Windows windows;
  private final InstantSource clock;

  public Healing(
      IncidentStore incidents, AgentVersions versions, Windows windows, InstantSource clock) {
    this.incidents = incidents;
    this.versions = versions;
    this.windows = windows;
    this.clock = clock;
  }

  /** Looks at the agent's newest incident; called after a right answer of the canary. */
  public void closeIfHealed(Agent agent) {
    incidents.listOf(new Subject.OneAgent(agent.name()), 1).stream()
        .filter(Incident.Escalated.class::isInstance)
        .map(Incident.Escalated.class::cast)
        .filter(incident -> isProven(incident, agent))
        .forEach(this::close);
  }

  private boolean isProven(Incident.Escalated incident, Agent agent) {
    boolean canaryCanTell =
        incident
            .file()
            .findAssessment()
            .map(assessment -> DecisionTable.canaryShows(assessment.rule()))
            .orElse(true);
    if (!canaryCanTell) {
      return false;
    }
    return versions.list(agent.name()).stream()
        .map(notes -> lastOfRun(notes, incident.escalatedAt()))
        .flatMap(Optional::stream)
        .anyMatch(last -> !last.isBefore(clock.instant().minus(windows.stability())));
  }

  /** The newest right answer of a run that has lasted for the window since the escalation. */
  private Optional<Instant> lastOfRun(VersionNotes notes, Instant escalatedAt) {
    return notes
        .rightSince()
        .map(since -> since.isAfter(escalatedAt) ? since : escalatedAt)
        .flatMap(
            start ->
                notes.lastRight().filter(last -> !last.isBefore(start.plus(windows.stability()))));
  }

  private void close(Incident.Escalated incident) {
    try {
      incidents.save(
          incident.resolve(
              clock.instant(),
              "The agent answers right again; it was mended outside the responder"));
    } catch (StaleIncidentException e) {
      // Somebody closed it in this moment, which is all that was wanted.
      return;
    }
  }
}
