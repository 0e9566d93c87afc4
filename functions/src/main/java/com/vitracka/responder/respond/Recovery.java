package com.vitracka.responder.respond;

import com.vitracka.responder.assess.DecisionTable;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what comes next in an incident: a pure function of plan, record, evidence and time (the
 * plan's phases ASSESS and RESPOND; {@link Verifying} has VERIFY; design decisions 2, 8 and 10).
 */
public final class Recovery {
  private final Plan plan;

  public Recovery(Plan plan) {
    this.plan = plan;
  }

  /** Judges fresh evidence and decides the first step. */
  public Turn assess(Incident.Open incident, Agent agent, Evidence evidence) {
    Assessment assessment =
        DecisionTable.assess(
            agent,
            plan.windows(),
            evidence,
            incident.file().startedAt(),
            incident.file().signals());
    return afterAssessment(incident.with(assessment), agent, assessment, evidence.at());
  }

  private Turn afterAssessment(
      Incident.Open incident, Agent agent, Assessment assessment, Instant now) {
    return switch (assessment.remedy()) {
      case TELL -> escalate(incident, now, assessment.hypothesis());
      case VERIFY, WATCH ->
          new Turn(
              incident.with(Verification.startedAt(now)),
              new Move.Wait(plan.windows().checkEvery()));
      case REDEPLOY, ROLL_BACK -> nextStep(incident, agent, assessment, now);
    };
  }

  /** The step after those tried so far, or escalation when there is none or none is allowed. */
  private Turn nextStep(Incident.Open incident, Agent agent, Assessment assessment, Instant now) {
    CaseFile file = incident.file();
    Optional<String> forbidden = forbidden(file, agent, assessment);
    if (forbidden.isPresent()) {
      return escalate(incident, now, forbidden.get());
    }
    List<Step> possible = new ArrayList<>();
    possible.add(new Step.BackUp());
    possible.addAll(recoverySteps(agent, assessment));
    List<Step> tried = file.steps().stream().map(StepRecord::step).toList();
    return possible.stream()
        .filter(step -> !tried.contains(step))
        .findFirst()
        .map(step -> decide(incident, step, now))
        .orElseGet(() -> escalate(incident, now, "every recovery step was tried: " + tried(file)));
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

  private Optional<String> forbidden(CaseFile file, Agent agent, Assessment assessment) {
    Mode mode = agent.modeFor(assessment.scenario().orElse(0));
    if (!(mode instanceof Mode.Auto)) {
      return Optional.of(
          "the plan's mode for this scenario is "
              + mode
              + "; it would "
              + recoverySteps(agent, assessment).stream()
                  .map(Recovery::words)
                  .collect(Collectors.joining(", else ")));
    }
    if (file.recoveriesBefore().size() >= plan.budgets().recoveries()) {
      return Optional.of(
          "the agent was recovered "
              + file.recoveriesBefore().size()
              + " times within "
              + plan.budgets().recoveriesWithin().toHours()
              + " hours and breaks again: a recovery does not last, so a person must find the cause");
    }
    long mutations =
        file.steps().stream()
            .filter(step -> step.step().mutates())
            .filter(step -> !(step.state() instanceof StepState.Pending))
            .count();
    if (mutations >= plan.budgets().mutationsPerIncident()) {
      return Optional.of("the budget of " + mutations + " changes for one incident is used up");
    }
    return Optional.empty();
  }

  /** After a backup: on to the recovery itself, also when it was refused. */
  public Turn afterBackup(Incident.Open incident, Agent agent, Instant now) {
    return nextStep(incident, agent, assessment(incident), now);
  }

  /** After the service accepted a change: look whether it helps. */
  public Turn afterChange(Incident.Open incident, Instant now) {
    return new Turn(
        incident.with(Verification.startedAt(now)), new Move.Wait(plan.windows().deployPoll()));
  }

  /** A step did not come about, or did not help: the next one, or a person. */
  public Turn afterFailure(Incident.Open incident, Agent agent, String reason, Instant now) {
    StepRecord last = incident.file().findLastStep().orElseThrow();
    Instant startedAt =
        switch (last.state()) {
          case StepState.Pending() -> now;
          case StepState.Started started -> started.at();
          case StepState.Done done -> done.startedAt();
          case StepState.Failed failed -> failed.startedAt();
        };
    return nextStep(
        incident
            .with(last.with(new StepState.Failed(startedAt, now, reason)))
            .with(Verification.NONE),
        agent,
        assessment(incident),
        now);
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

  private static String words(Step step) {
    return switch (step) {
      case Step.BackUp() -> "back up";
      case Step.Redeploy() -> "redeploy";
      case Step.RollBack(String to) -> "roll back to version " + to;
      case Step.MoveEndpoint(String to) -> "move the endpoint to version " + to;
    };
  }
}
