package com.vitracka.responder.respond;

import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.CommonCause;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.notify.Bulletin;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers evidence for an incident and lets {@link Recovery} decide (ASSESS and VERIFY). */
public final class Looking {
  /** A second incident of the account within this time is not split again. */
  private static final Duration SPLIT_ONCE_IN = Duration.ofMinutes(30);

  private final Plan plan;
  private final Recovery recovery;
  private final Verifying verifying;
  private final Approving approving;
  private final IncidentStore incidents;
  private final ControlStore controls;
  private final AgentVersions versions;
  private final Gathering gathering;
  private final InstantSource clock;

  public Looking(
      Plan plan,
      IncidentStore incidents,
      ControlStore controls,
      AgentVersions versions,
      Gathering gathering,
      InstantSource clock) {
    this.plan = plan;
    this.recovery = new Recovery(plan);
    this.verifying = new Verifying(plan, recovery);
    this.approving = new Approving(plan, recovery);
    this.incidents = incidents;
    this.controls = controls;
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
    if (open.file().subject() instanceof Subject.WholeAccount) {
      return finish(assessTogether(open));
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
    return finish(recovery.assess(open, agent.get(), evidence, controls(agent.get())));
  }

  /** Read after the evidence is gathered, which takes a while. */
  private Controls controls(Agent agent) {
    return controls.readOrBrake(agent.name(), clock.instant());
  }

  /** Several agents fail at once: some of them are looked at, for what they have in common. */
  private Turn assessTogether(Incident.Open open) {
    Map<Agent, Evidence> seen =
        gathering.full(
            failing(open).stream().limit(CommonCause.MOST_LOOKED_AT).toList(),
            clock.instant().minus(plan.windows().traffic()));
    Instant now = clock.instant();
    if (seen.isEmpty()) {
      return Recovery.escalate(open, now, "several agents fail, and none could be looked at");
    }
    // In a storm many more have joined while some were looked at.
    Incident joined = incidents.get(open.id());
    Assessment assessment =
        CommonCause.assess(
            seen,
            failing(joined).size(),
            wasSplit(open),
            plan.windows(),
            now,
            joined.file().signals());
    return assessment.remedy() == Remedy.SPLIT
        ? new Turn(open.with(assessment).split(now), new Move.Done())
        : Recovery.escalate(open.with(assessment), now, assessment.hypothesis());
  }

  private List<Agent> failing(Incident incident) {
    return incident.file().signals().stream()
        .flatMap(signal -> plan.findAgentOfAlarm(signal.name()).stream())
        .distinct()
        .toList();
  }

  /** Whether the account's last incident was split, shortly before this one was opened. */
  private boolean wasSplit(Incident.Open open) {
    return incidents.listOf(open.file().subject(), 2).stream()
        .filter(Incident.Resolved.class::isInstance)
        .map(Incident.Resolved.class::cast)
        .filter(Incident.Resolved::isSplit)
        .anyMatch(
            before -> before.resolvedAt().isAfter(open.file().openedAt().minus(SPLIT_ONCE_IN)));
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
    Optional<Proposal> proposal = Permission.findUnfulfilled(open.file());
    if (proposal.isPresent()) {
      return finish(awaitPeople(open, agent, proposal.get()));
    }
    Instant since = open.file().verification().findRightSince().orElseGet(clock::instant);
    Evidence check = gathering.check(agent, since);
    noteOurs(open, agent, check);
    note(agent, check);
    return finish(verifying.verify(open, agent, check, controls(agent)));
  }

  private Turn awaitPeople(Incident.Open open, Agent agent, Proposal proposal) {
    Instant now = clock.instant();
    Optional<Instant> toldAt =
        now.isBefore(proposal.until())
            ? Optional.empty()
            : new Bulletin.Proposed(proposal.hash()).findSentAt(incidents.listMessages(open.id()));
    Evidence evidence =
        Approving.isDecided(proposal, toldAt, now)
            ? gathering.full(agent, now.minus(plan.windows().traffic()))
            : gathering.check(agent, now);
    note(agent, evidence);
    return approving.turn(open, agent, proposal, toldAt, evidence, controls(agent));
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
