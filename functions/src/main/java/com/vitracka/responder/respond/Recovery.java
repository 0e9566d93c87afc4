package com.vitracka.responder.respond;

import com.vitracka.responder.assess.DecisionTable;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Proposal.Silence;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides what comes next in an incident: a pure function of plan, record, evidence and time (the
 * plan's phases ASSESS and RESPOND; {@link Verifying} has VERIFY; design decisions 2, 8 and 10).
 */
public final class Recovery {
  private static final Step BACK_UP = new Step.BackUp();

  private final Plan plan;

  public Recovery(Plan plan) {
    this.plan = plan;
  }

  /** Judges fresh evidence and decides the first step. */
  public Turn assess(Incident.Open incident, Agent agent, Evidence evidence, Controls controls) {
    Assessment assessment = judge(incident, agent, evidence);
    return afterAssessment(
        incident.with(assessment), agent, assessment, controls, evidence.gatheredAt());
  }

  private Assessment judge(Incident.Open incident, Agent agent, Evidence evidence) {
    return DecisionTable.assess(
        agent,
        plan.windows(),
        evidence,
        incident.file().startedAt(),
        incident.file().signals(),
        incident.file().recoveriesBefore());
  }

  /** What waited for people is not called for any more, or not like that. */
  Turn assessAnew(Incident.Open incident, Agent agent, Evidence evidence, Controls controls) {
    return assess(
        incident
            .file()
            .findProposal()
            .map(proposal -> incident.with(proposal.withdrawn(evidence.gatheredAt())))
            .orElse(incident),
        agent,
        evidence,
        controls);
  }

  /** People have agreed, or have not objected in time: if the same steps would help still. */
  Turn afterAgreement(
      Incident.Open incident,
      Agent agent,
      Proposal proposal,
      Evidence evidence,
      Controls controls) {
    Assessment assessment = judge(incident, agent, evidence);
    boolean same =
        assessment.remedy().changesAgent()
            && untried(incident.file(), agent, assessment).equals(proposal.steps());
    if (!same) {
      return assessAnew(incident, agent, evidence, controls);
    }
    Proposal agreed =
        proposal.isWaiting()
            ? proposal.approvedBy(Proposal.NOBODY_OBJECTED, evidence.gatheredAt())
            : proposal;
    return nextStep(
        incident.with(assessment).with(agreed), agent, assessment, controls, evidence.gatheredAt());
  }

  private Turn afterAssessment(
      Incident.Open incident, Agent agent, Assessment assessment, Controls controls, Instant now) {
    return switch (assessment.remedy()) {
      case TELL, SPLIT -> escalate(incident, now, assessment.hypothesis());
      case VERIFY, WATCH ->
          new Turn(
              incident.with(Verification.startedAt(now)),
              new Move.Wait(plan.windows().checkEvery()));
      case REDEPLOY, ROLL_BACK -> nextStep(incident, agent, assessment, controls, now);
    };
  }

  /** The step after those tried so far, a question to people, or escalation. */
  private Turn nextStep(
      Incident.Open incident, Agent agent, Assessment assessment, Controls controls, Instant now) {
    CaseFile file = incident.file();
    List<Step> untried = untried(file, agent, assessment);
    if (untried.isEmpty()) {
      return escalate(incident, now, "every recovery step was tried: " + tried(file));
    }
    Step change = untried.getFirst();
    Step next = isTried(file, BACK_UP) ? change : BACK_UP;
    return switch (Permission.of(plan, file, agent, assessment, change, controls, now)) {
      case Permission.Granted() -> decide(incident, next, now);
      case Permission.Refused(String reason) ->
          escalate(incident, now, reason + "; it would " + words(untried));
      case Permission.Asking _ when next.equals(BACK_UP) -> decide(incident, next, now);
      case Permission.Asking(Instant until, Silence silence) ->
          new Turn(
              incident
                  .with(Proposal.of(incident.id(), untried, now, until, silence))
                  .with(Verification.NONE),
              new Move.Wait(plan.windows().deployPoll()));
    };
  }

  /** The changes that may still help, in the order in which they are tried. */
  private static List<Step> untried(CaseFile file, Agent agent, Assessment assessment) {
    return recoverySteps(agent, assessment).stream().filter(step -> !isTried(file, step)).toList();
  }

  private static boolean isTried(CaseFile file, Step step) {
    return file.steps().stream().anyMatch(record -> record.step().equals(step));
  }

  private static List<Step> recoverySteps(Agent agent, Assessment assessment) {
    List<Step> back = new ArrayList<>();
    if (!assessment.goodVersion().isEmpty()) {
      back.add(
          agent.usesDefaultEndpoint()
              ? new Step.RollBack(assessment.goodVersion())
              : new Step.MoveEndpoint(assessment.goodVersion()));
    }
    List<Step> steps = new ArrayList<>();
    if (assessment.remedy() == Remedy.ROLL_BACK) {
      steps.addAll(back);
      steps.add(new Step.Redeploy());
    } else {
      steps.add(new Step.Redeploy());
      steps.addAll(back);
    }
    return steps;
  }

  /** After a backup: on to the recovery itself, also when it was refused. */
  public Turn afterBackup(Incident.Open incident, Agent agent, Controls controls, Instant now) {
    return nextStep(incident, agent, assessment(incident), controls, now);
  }

  /** After the service accepted a change: look whether it helps. */
  public Turn afterChange(Incident.Open incident, Instant now) {
    return new Turn(
        incident.with(Verification.startedAt(now)), new Move.Wait(plan.windows().deployPoll()));
  }

  /** A step did not come about, or did not help: the next one, or a person. */
  public Turn afterFailure(
      Incident.Open incident, Agent agent, String reason, Controls controls, Instant now) {
    return nextStep(
        withLastFailed(incident, reason, now).with(Verification.NONE),
        agent,
        assessment(incident),
        controls,
        now);
  }

  /** Right before a step something forbids it: it is not carried out, and a person is asked. */
  public Turn afterProhibition(Incident.Open incident, String reason, Instant now) {
    return escalate(withLastFailed(incident, "not carried out: " + reason, now), now, reason);
  }

  /** The last step did not come about, or did not help; what it made stays on record. */
  static Incident.Open withLastFailed(Incident.Open incident, String reason, Instant now) {
    StepRecord last = incident.file().findLastStep().orElseThrow();
    Instant startedAt =
        switch (last.state()) {
          case StepState.Pending() -> now;
          case StepState.Started started -> started.at();
          case StepState.Done done -> done.startedAt();
          case StepState.Failed failed -> failed.startedAt();
        };
    return incident.with(
        last.with(new StepState.Failed(startedAt, now, reason, last.state().findResult())));
  }

  /** Somebody else changed the agent while we were at it: theirs is the wheel. */
  public Turn afterForeignChange(Incident.Open incident, String what, Instant now) {
    return escalate(incident, now, "somebody else is deploying: " + what);
  }

  static Turn decide(Incident.Open incident, Step step, Instant now) {
    return new Turn(incident.decided(step, now), new Move.Act(step));
  }

  static Turn escalate(Incident.Open incident, Instant now, String reason) {
    return new Turn(incident.escalate(now, reason), new Move.Escalate(reason));
  }

  static Assessment assessment(Incident.Open incident) {
    return incident
        .file()
        .findAssessment()
        .orElseThrow(
            () -> new IllegalStateException("incident " + incident.id() + " was never assessed"));
  }

  private static String tried(CaseFile file) {
    return file.steps().stream()
        .filter(step -> step.step().mutates())
        .map(
            step ->
                words(step.step())
                    + (step.state() instanceof StepState.Failed failed
                        ? " (" + failed.reason() + ")"
                        : ""))
        .collect(Collectors.joining(", "));
  }

  static String words(List<Step> steps) {
    return steps.stream().map(Recovery::words).collect(Collectors.joining(", else "));
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.BackUp() -> "back up";
      case Step.Redeploy() -> "redeploy";
      case Step.RollBack(String to) -> "roll back to version " + to;
      case Step.MoveEndpoint(String to) -> "move the endpoint to version " + to;
    };
  }
}
