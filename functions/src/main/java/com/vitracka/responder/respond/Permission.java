package com.vitracka.responder.respond;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Proposal.Silence;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an agent may be changed now (design decision 12): asked when a step is decided, and again
 * right before the change.
 */
sealed interface Permission {
  record Granted() implements Permission {}

  /**
   * Once people agree, or have not objected.
   *
   * @param until how long to wait for them
   */
  record Asking(Instant until, Silence silence) implements Permission {}

  /**
   * Not at all.
   *
   * @param reason in words for people
   */
  record Refused(String reason) implements Permission {}

  /** For one step of an incident; it is not counted itself when it has begun. */
  static Permission of(
      Plan plan,
      CaseFile file,
      Agent agent,
      Assessment assessment,
      Step step,
      Controls controls,
      Instant now) {
    Optional<String> prohibition = controls.findProhibition(now);
    if (prohibition.isPresent()) {
      return new Refused(prohibition.get() + ": nothing is changed");
    }
    Optional<String> spent = findSpentBudget(plan, file, step);
    if (spent.isPresent()) {
      return new Refused(spent.get());
    }
    if (file.findProposal().filter(proposal -> proposal.approves(step)).isPresent()) {
      return controls.modeFor(agent, assessment.scenario().orElse(0)) instanceof Mode.Observe
          ? observe()
          : new Granted();
    }
    return switch (controls.modeFor(agent, assessment.scenario().orElse(0))) {
      case Mode.Observe() -> observe();
      case Mode.Approve() ->
          new Asking(now.plus(timeToAnswer(plan, assessment)), Silence.ESCALATES);
      case Mode.AutoAfter(Duration delay) -> new Asking(now.plus(delay), Silence.ACTS);
      case Mode.Auto() -> new Granted();
    };
  }

  private static Permission observe() {
    return new Refused("the mode for this scenario is observe");
  }

  private static Duration timeToAnswer(Plan plan, Assessment assessment) {
    Duration response = plan.rule(assessment.severity()).responseTime();
    Duration least = plan.windows().approval();
    return response.compareTo(least) > 0 ? response : least;
  }

  private static Optional<String> findSpentBudget(Plan plan, CaseFile file, Step step) {
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
            .filter(one -> one.step().mutates() && !one.step().equals(step))
            .filter(one -> !(one.state() instanceof StepState.Pending))
            .count();
    return mutations >= plan.budgets().mutationsPerIncident()
        ? Optional.of("the budget of " + mutations + " changes for one incident is used up")
        : Optional.empty();
  }

  /** What was proposed and is not carried out yet; empty when nothing waits. */
  static Optional<Proposal> findUnfulfilled(CaseFile file) {
    return file.findProposal()
        .filter(
            proposal ->
                proposal.isWaiting()
                    || (proposal.state() == Proposal.State.APPROVED
                        && file.steps().stream()
                            .noneMatch(step -> proposal.steps().contains(step.step()))));
  }
}
