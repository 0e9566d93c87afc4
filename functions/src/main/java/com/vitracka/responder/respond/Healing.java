package com.vitracka.responder.respond;

import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.DecisionTable;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
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
  private final CanaryMemory memory;
  private final AgentProbes probes;
  private final Windows windows;
  private final InstantSource clock;

  public Healing(
      IncidentStore incidents,
      AgentVersions versions,
      CanaryMemory memory,
      AgentProbes probes,
      Windows windows,
      InstantSource clock) {
    this.incidents = incidents;
    this.versions = versions;
    this.memory = memory;
    this.probes = probes;
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * The incident that has taken the agent, when it waits for a person: its canary is not left out
   * then. Not the newest by its time, for clocks differ. Asked for each agent each minute, so it
   * reads no signals.
   */
  public Optional<Incident.Escalated> findEscalated(Agent agent) {
    return incidents
        .notes(new Subject.OneAgent(agent.name()))
        .openIncident()
        .flatMap(incidents::findWithoutSignals)
        .filter(Incident.Escalated.class::isInstance)
        .map(Incident.Escalated.class::cast);
  }

  /** Called after a right answer of the canary, not after one that was left out. */
  public void closeIfHealed(Agent agent, Incident.Escalated incident) {
    if (hasNotFailedForTheWindow(incident, agent)
        && hasAnsweredForTheWindow(incident, agent)
        && usersAreServed(incident, agent)) {
      close(incident);
    }
  }

  /** Asked where the canary was answered all along, so that it cannot tell. */
  private boolean usersAreServed(Incident.Escalated incident, Agent agent) {
    boolean canaryCanTell =
        incident
            .file()
            .findAssessment()
            .map(assessment -> DecisionTable.canaryShows(assessment.rule()))
            .orElse(true);
    return canaryCanTell
        || probes
            .trafficSince(agent, clock.instant().minus(windows.stability()))
            .isHealthy(agent.thresholds().latency());
  }

  /**
   * By the canary's own memory: a failure is not noted of a version that nobody could read then, or
   * of an agent that was not there, and a version may be silent for longer. A run from before the
   * escalation counts from where it must have had a right answer since.
   */
  private boolean hasNotFailedForTheWindow(Incident.Escalated incident, Agent agent) {
    Instant begin = clock.instant().minus(windows.stability());
    return memory
        .findRightSince(agent.name())
        .map(
            since ->
                since.isBefore(incident.escalatedAt())
                    ? incident.escalatedAt().plus(CanaryMemory.MOST_SILENCE)
                    : since)
        .filter(since -> !since.isAfter(begin))
        .isPresent();
  }

  private boolean hasAnsweredForTheWindow(Incident.Escalated incident, Agent agent) {
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
