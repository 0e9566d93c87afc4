package com.vitracka.responder.respond;

import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Gathers evidence for an incident and lets {@link Recovery} decide (ASSESS and VERIFY). */
public final class Looking {
  private final Plan plan;
  private final Recovery recovery;
  private final Verifying verifying;
  private final IncidentStore incidents;
  private final AgentVersions versions;
  private final Gathering gathering;
  private final InstantSource clock;

  public Looking(
      Plan plan,
      IncidentStore incidents,
      AgentVersions versions,
      Gathering gathering,
      InstantSource clock) {
    this.plan = plan;
    this.recovery = new Recovery(plan);
    this.verifying = new Verifying(plan, recovery);
    this.incidents = incidents;
    this.versions = versions;
    this.gathering = gathering;
    this.clock = clock;
  }

  /** Assesses the incident, unless an earlier delivery has: then what it decided stands. */
  public Move assess(String incidentId) {
    if (!(incidents.get(incidentId) instanceof Incident.Open open)) {
      return new Move.Done();
    }
    Optional<Move> decided = decided(open);
    if (decided.isPresent()) {
      return decided.get();
    }
    Optional<Agent> agent = open.file().findAgent().flatMap(plan::findAgent);
    if (agent.isEmpty()) {
      return finish(
          new Turn(
              open.escalate(clock.instant(), "no single agent of the plan is the subject"),
              new Move.Escalate("no single agent of the plan is the subject")));
    }
    Instant since = clock.instant().minus(plan.windows().traffic());
    Evidence evidence = gathering.full(agent.get(), since);
    note(agent.get(), evidence);
    return finish(recovery.assess(open, agent.get(), evidence));
  }

  private Optional<Move> decided(Incident.Open open) {
    if (open.file().findAssessment().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        open.file()
            .findLastStep()
            .filter(
                step ->
                    step.state() instanceof StepState.Pending
                        || step.state() instanceof StepState.Started)
            .<Move>map(step -> new Move.Act(step.step()))
            .orElseGet(() -> new Move.Wait(plan.windows().deployPoll())));
  }

  /** Checks the agent once and says what comes next. */
  public Move verify(String incidentId) {
    if (!(incidents.get(incidentId) instanceof Incident.Open open)) {
      return new Move.Done();
    }
    Optional<StepRecord> pending =
        open.file()
            .findLastStep()
            .filter(
                step ->
                    step.state() instanceof StepState.Pending
                        || step.state() instanceof StepState.Started);
    if (pending.isPresent()) {
      return new Move.Act(pending.get().step());
    }
    Agent agent = open.file().findAgent().flatMap(plan::findAgent).orElseThrow();
    Instant since = open.file().verification().findRightSince().orElseGet(clock::instant);
    Evidence check = gathering.check(agent, since);
    noteOurs(open, agent, check);
    note(agent, check);
    return finish(verifying.verify(open, agent, check));
  }

  /** A version that we made and whose note was lost would be counted as the team's. */
  private void noteOurs(Incident.Open open, Agent agent, Evidence check) {
    for (StepRecord step : open.file().steps()) {
      if (step.step().makesVersion()
          && step.state() instanceof StepState.Done(Instant _, Instant at, String version)
          && check.notes().stream()
              .noneMatch(notes -> notes.version().equals(version) && notes.ours())) {
        versions.record(
            agent.name(), version, Optional.empty(), Optional.empty(), VersionNotes.RESPONDER, at);
      }
    }
  }

  /** Every answer says something of the version that gave it. */
  private void note(Agent agent, Evidence evidence) {
    Optional<CanaryResult> answer =
        evidence.canary().find().filter(list -> !list.isEmpty()).map(List::getLast);
    Optional<String> version =
        evidence.endpoint().find().filter(RuntimeView::ready).map(RuntimeView::version);
    if (answer.isEmpty() || version.isEmpty()) {
      return;
    }
    if (answer.get().right()) {
      versions.rightAnswer(agent.name(), version.get(), evidence.at(), plan.windows().knownGood());
    } else if (answer.get().answer().deploymentCanChange()) {
      versions.wrongAnswer(agent.name(), version.get(), evidence.at());
    }
  }

  private Move finish(Turn turn) {
    incidents.save(turn.incident());
    return turn.move();
  }
}
