package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words for what an incident holds, the same in messages and in the report. */
public final class Wording {
  private static final int MOST_NAME = 80;
  private static final int MOST_SENTENCE = 400;

  private final Plan plan;

  public Wording(Plan plan) {
    this.plan = plan;
  }

  /** {@code AgentCore Service Outage - Coach Companion}. */
  public String title(Optional<Severity> severity, Subject subject) {
    return trouble(severity) + " - " + name(subject);
  }

  private static String trouble(Optional<Severity> severity) {
    return severity
        .map(
            known ->
                switch (known) {
                  case P1 -> "AgentCore Service Outage";
                  case P2 -> "AgentCore Degraded Performance";
                  case P3 -> "AgentCore Non-Critical Issue";
                  case P4 -> "AgentCore Minor Issue";
                })
        .orElse("AgentCore Incident");
  }

  /** The agent's display name. */
  public String name(Subject subject) {
    return switch (subject) {
      case Subject.OneAgent(String agent) ->
          PlainText.line(plan.findAgent(agent).map(Agent::displayName).orElse(agent), MOST_NAME);
      case Subject.WholeAccount() -> "All agents";
    };
  }

  /** {@code the Coach Companion agent}. */
  String inSentence(Subject subject) {
    return switch (subject) {
      case Subject.OneAgent _ -> "the " + name(subject) + " agent";
      case Subject.WholeAccount() -> "several agents of the account";
    };
  }

  /** The plan's words for what users notice. */
  public String impact(Severity severity, Subject subject) {
    return switch (subject) {
      case Subject.OneAgent(String agent) ->
          plan.findAgent(agent)
              .map(known -> PlainText.line(known.impact().of(severity), MOST_SENTENCE))
              .orElse("Not described: the plan no longer names this agent");
      case Subject.WholeAccount() ->
          plan.agents().stream()
              .map(agent -> PlainText.line(agent.impact().of(severity), MOST_SENTENCE))
              .distinct()
              .collect(Collectors.joining("; "));
    };
  }

  static String experience(Severity severity) {
    return switch (severity) {
      case P1 -> "Users may experience errors or timeouts.";
      case P2 -> "Users may experience slow or failing answers.";
      case P3, P4 -> "No impact on users is known.";
    };
  }

  /** How far an open incident has come. */
  public static String status(Incident incident) {
    return switch (incident) {
      case Incident.Resolved _ -> "RESOLVED";
      case Incident.Escalated _ -> "ESCALATED";
      case Incident.Open open -> {
        if (open.file().findProposal().filter(Proposal::isWaiting).isPresent()) {
          yield "AWAITING ANSWER";
        }
        List<StepRecord> steps = open.file().steps();
        boolean changed = !steps.isEmpty() && steps.getLast().step().mutates();
        boolean running =
            !steps.isEmpty()
                && (steps.getLast().state() instanceof StepState.Pending
                    || steps.getLast().state() instanceof StepState.Started);
        Verification verification = open.file().verification();
        if (running || (changed && verification.findReadyAt().isEmpty())) {
          yield "RECOVERING";
        }
        yield verification.findSince().isPresent() ? "VERIFYING" : "INVESTIGATING";
      }
    };
  }

  /** {@code Redeployed what is live}. */
  public static String step(Step step) {
    return switch (step) {
      case Step.BackUp() -> "Back up the agent's configuration";
      case Step.Redeploy() -> "Redeploy what is live";
      case Step.RollBack(String version) ->
          "Roll back to version " + PlainText.line(version, MOST_NAME);
      case Step.MoveEndpoint(String version) ->
          "Move the endpoint to version " + PlainText.line(version, MOST_NAME);
    };
  }

  /** {@code Redeploy what is live; if that does not help: roll back to version 4}. */
  public static String changes(List<Step> steps) {
    return steps.stream()
        .map(Wording::step)
        .collect(Collectors.joining("; if that does not help: "));
  }

  /** What was proposed, and what people have answered. */
  public static String proposal(Proposal proposal) {
    String at = proposal.endedAt().map(end -> " at " + Times.clockSecond(end)).orElse("");
    String by = PlainText.defused(proposal.by(), MOST_NAME);
    return changes(proposal.steps())
        + ": "
        + switch (proposal.state()) {
          case WAITING -> "waits for an answer until " + Times.clockSecond(proposal.until());
          case APPROVED -> approved(by) + at;
          case REJECTED -> "rejected by " + by + at;
          case WITHDRAWN -> (by.isEmpty() ? "withdrawn" : approved(by) + ", withdrawn") + at;
        };
  }

  private static String approved(String by) {
    return by.equals(Proposal.NOBODY_OBJECTED) ? by : "approved by " + by;
  }

  /** What became of a step, with its time. */
  public static String stepResult(StepRecord step) {
    return switch (step.state()) {
      case StepState.Pending() -> "decided at " + Times.clockSecond(step.decidedAt());
      case StepState.Started started -> "running since " + Times.clockSecond(started.at());
      case StepState.Done done ->
          (step.step().mutates() ? "accepted at " : "done at ")
              + Times.clockSecond(done.at())
              + ", "
              + (step.step().mutates() ? "version " : "stored at ")
              + PlainText.line(done.result(), MOST_SENTENCE);
      case StepState.Failed failed ->
          "failed at " + Times.clockSecond(failed.at()) + ": " + sentence(failed.reason());
    };
  }

  static List<String> steps(CaseFile file) {
    return file.steps().stream().map(step -> step(step.step()) + ": " + stepResult(step)).toList();
  }

  /** The command that undoes the steps, where one may have changed something. */
  public static Optional<String> findRestoreCommand(CaseFile file) {
    boolean changed =
        file.steps().stream()
            .anyMatch(
                step -> step.step().mutates() && !(step.state() instanceof StepState.Pending));
    boolean backedUp =
        file.steps().stream()
            .anyMatch(step -> !step.step().mutates() && step.state() instanceof StepState.Done);
    return changed && backedUp
        ? Optional.of("./responder backup restore " + file.id())
        : Optional.empty();
  }

  /**
   * {@code responder-x-errors (errors) by SNS}. The name of an alarm that the plan does not name is
   * in quotation marks: others chose it.
   */
  public String signal(Signal signal) {
    return (isNamedByOthers(signal)
            ? "alarm " + PlainText.quoted(signal.name(), MOST_NAME)
            : PlainText.defused(signal.name(), MOST_NAME))
        + kind(signal);
  }

  /** The same for a phone, without any word of others. */
  String signalBySms(Signal signal) {
    return (isNamedByOthers(signal) ? "another alarm" : PlainText.defused(signal.name(), MOST_NAME))
        + kind(signal);
  }

  private boolean isNamedByOthers(Signal signal) {
    return switch (signal.path()) {
      case SNS, EVENTBRIDGE, ALARM_ACTION, RECONCILER ->
          plan.findAgentOfAlarm(signal.name()).isEmpty();
      case CANARY, PIPELINE, CLOUDTRAIL -> false;
    };
  }

  private static String kind(Signal signal) {
    return " ("
        + switch (signal.trouble()) {
          case ERRORS -> "errors";
          case LATENCY -> "latency";
          case THROTTLES -> "throttled invocations";
          case CANARY_FAILED -> "our own check failed";
          case TESTS_FAILED -> "integration tests failed";
          case AGENT_DELETED -> "the agent was deleted";
          case OTHER -> "other trouble";
        }
        + ") by "
        + switch (signal.path()) {
          case SNS -> "SNS";
          case EVENTBRIDGE -> "EventBridge";
          case ALARM_ACTION -> "alarm action";
          case CANARY -> "canary";
          case PIPELINE -> "the team's pipeline";
          case CLOUDTRAIL -> "CloudTrail";
          case RECONCILER -> "reconciler";
        };
  }

  /** What the text of a signal is, before {@link #textOf} it. */
  public static String labelOf(Signal signal) {
    return switch (signal.path()) {
      case SNS, EVENTBRIDGE, ALARM_ACTION, RECONCILER -> "Alarm text, written by others";
      case PIPELINE -> "Pipeline's text, written by others";
      case CLOUDTRAIL -> "CloudTrail's text, written by others";
      case CANARY -> "Our check's text";
    };
  }

  /** The text of a signal in quotation marks; empty when it has none. */
  public static String textOf(Signal signal) {
    return signal.text().isBlank() ? "" : PlainText.quoted(signal.text(), MOST_SENTENCE);
  }

  /** A sentence that may hold words of others. */
  public static String sentence(String text) {
    return PlainText.defused(text, MOST_SENTENCE);
  }
}
