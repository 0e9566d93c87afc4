package com.vitracka.responder.respond;

import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of changes that wait for people (design decision 12). Pure, as {@link Recovery}.
 *
 * <p>Whoever agrees agrees to what the evidence called for then: it is looked at once more before
 * anything is changed, and other steps ask anew.
 */
final class Approving {
  /** A quarter of what the Recovery machine takes. */
  private static final int MOST_TURNS = 100;

  private final Plan plan;
  private final Recovery recovery;

  Approving(Plan plan, Recovery recovery) {
    this.plan = plan;
    this.recovery = recovery;
  }

  /** Whether the wait is over, so that all evidence is needed and not only one check. */
  static boolean isDecided(Proposal proposal, Optional<Instant> toldAt, Instant now) {
    return !proposal.isWaiting() || proposal.isAgreedBySilence(toldAt, now);
  }

  /**
   * One turn of the wait.
   *
   * @param toldAt when somebody was first told of the proposal
   */
  Turn turn(
      Incident.Open incident,
      Agent agent,
      Proposal proposal,
      Optional<Instant> toldAt,
      Evidence evidence,
      Controls controls) {
    Instant now = evidence.at();
    if (isDecided(proposal, toldAt, now)) {
      return recovery.afterAgreement(incident, agent, proposal, evidence, controls);
    }
    Permission permission =
        Permission.of(
            plan,
            incident.file(),
            agent,
            Recovery.assessment(incident),
            proposal.steps().getFirst(),
            controls,
            now);
    return switch (permission) {
      case Permission.Refused(String reason) ->
          Recovery.escalate(incident.with(proposal.withdrawn(now)), now, reason);
      case Permission.Granted() -> recovery.assessAnew(incident, agent, evidence, controls);
      case Permission.Asking _ ->
          whileWaiting(incident, agent, proposal, toldAt, evidence, controls);
    };
  }

  private Turn whileWaiting(
      Incident.Open incident,
      Agent agent,
      Proposal proposal,
      Optional<Instant> toldAt,
      Evidence evidence,
      Controls controls) {
    Instant now = evidence.at();
    if (answersRight(evidence)) {
      return recovery.assessAnew(incident, agent, evidence, controls);
    }
    if (now.isBefore(proposal.until())) {
      return waiting(incident, proposal, now);
    }
    return switch (proposal.silence()) {
      case ESCALATES -> escalate(incident, proposal, "nobody has approved", now);
      case ACTS -> whenToldLate(incident, proposal, toldAt, now);
    };
  }

  /** Whoever is told late has the whole time all the same; the untold do not agree at all. */
  private Turn whenToldLate(
      Incident.Open incident, Proposal proposal, Optional<Instant> toldAt, Instant now) {
    Duration time = proposal.timeToAnswer();
    boolean wasProlonged = proposal.until().isAfter(proposal.at().plus(time));
    if (toldAt.isEmpty() && wasProlonged) {
      return escalate(incident, proposal, "nobody could be told", now);
    }
    Proposal prolonged = proposal.prolonged(toldAt.orElse(now).plus(time));
    return waiting(incident.with(prolonged), prolonged, now);
  }

  private static Turn escalate(
      Incident.Open incident, Proposal proposal, String what, Instant now) {
    return Recovery.escalate(
        incident.with(proposal.withdrawn(now)),
        now,
        what
            + " within "
            + words(Duration.between(proposal.at(), proposal.until()))
            + ": "
            + Recovery.words(proposal.steps()));
  }

  private Turn waiting(Incident.Open incident, Proposal proposal, Instant now) {
    Duration left = Duration.between(now, proposal.until());
    Duration next = pause(proposal);
    Duration wait = left.compareTo(next) < 0 ? left : next;
    return new Turn(
        incident, new Move.Wait(wait.isPositive() ? wait : plan.windows().deployPoll()));
  }

  /** A long wait is of few turns too: each of them invokes the agent. */
  private Duration pause(Proposal proposal) {
    Duration share = Duration.between(proposal.at(), proposal.until()).dividedBy(MOST_TURNS);
    Duration check = plan.windows().checkEvery();
    return share.compareTo(check) > 0 ? share : check;
  }

  private static String words(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
  }

  private static boolean answersRight(Evidence evidence) {
    return evidence
        .canary()
        .find()
        .filter(answers -> !answers.isEmpty())
        .map(List::getLast)
        .filter(CanaryResult::right)
        .isPresent();
  }
}
