package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of an incident, whatever its state.
 *
 * @param id unique, and the name of both of its executions
 * @param startedAt when the trouble was first noticed, by the first signal's clock
 * @param openedAt when the record was made
 * @param recoveriesBefore ends of the subject's earlier recoveries within the budget's time
 * @param signals in order of arrival
 * @param assessments in order; the last one counts
 * @param steps in order
 * @param proposals in order; only the last one can be waiting
 * @param verification of the last step
 * @param revision of the stored record, for conditional writes
 */
public record CaseFile(
    String id,
    Subject subject,
    Instant startedAt,
    Instant openedAt,
    List<Instant> recoveriesBefore,
    List<Signal> signals,
    List<Assessment> assessments,
    List<StepRecord> steps,
    List<Proposal> proposals,
    Verification verification,
    long revision) {

  public Optional<Assessment> findAssessment() {
    return assessments.isEmpty() ? Optional.empty() : Optional.of(assessments.getLast());
  }

  public Optional<StepRecord> findLastStep() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
  }

  public CaseFile with(Assessment assessment) {
    List<Assessment> all = new ArrayList<>(assessments);
    all.add(assessment);
    return copy(signals, List.copyOf(all), steps, proposals, verification, revision);
  }

  /** With this step in place of the one of the same number, or appended. */
  public CaseFile with(StepRecord step) {
    List<StepRecord> all = new ArrayList<>(steps);
    if (step.number() <= all.size()) {
      all.set(step.number() - 1, step);
    } else {
      all.add(step);
    }
    return copy(signals, assessments, List.copyOf(all), proposals, verification, revision);
  }

  public CaseFile with(Verification verification) {
    return copy(signals, assessments, steps, proposals, verification, revision);
  }

  public Optional<Proposal> findProposal() {
    return proposals.isEmpty() ? Optional.empty() : Optional.of(proposals.getLast());
  }

  /** With this proposal in place of the one of the same hash, or appended. */
  public CaseFile with(Proposal proposal) {
    List<Proposal> all = new ArrayList<>(proposals);
    if (!all.isEmpty() && all.getLast().hash().equals(proposal.hash())) {
      all.removeLast();
    }
    all.add(proposal);
    return copy(signals, assessments, steps, List.copyOf(all), verification, revision);
  }

  public CaseFile withSignals(List<Signal> signals) {
    return copy(List.copyOf(signals), assessments, steps, proposals, verification, revision);
  }

  public CaseFile withRevision(long revision) {
    return copy(signals, assessments, steps, proposals, verification, revision);
  }

  /** The same incident with other contents; what it is about and when it began never change. */
  private CaseFile copy(
      List<Signal> signals,
      List<Assessment> assessments,
      List<StepRecord> steps,
      List<Proposal> proposals,
      Verification verification,
      long revision) {
    return new CaseFile(
        id,
        subject,
        startedAt,
        openedAt,
        recoveriesBefore,
        signals,
        assessments,
        steps,
        proposals,
        verification,
        revision);
  }

  /** Name of the agent that it is about; empty when it is the whole account. */
  public Optional<String> findAgent() {
    return subject instanceof Subject.OneAgent(String agent)
        ? Optional.of(agent)
        : Optional.empty();
  }
}
