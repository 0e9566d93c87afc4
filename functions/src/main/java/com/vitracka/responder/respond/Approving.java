package com.vitracka.responder.respond;

import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Proposal.Silence;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
  static boolean isDecided(Proposal proposal, Instant now) {
    return !proposal.isWaiting()
        || (proposal.silence() == Silence.ACTS && !now.isBefore(proposal.until()));
  }

  /** One turn of the wait. */
  Turn turn(
      Incident.Open incident,
      Agent agent,
      Proposal proposal,
      Evidence evidence,
      Controls controls) {
    Instant now = evidence.at();
    if (isDecided(proposal, now)) {
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
      case Permission.Asking _ -> whileWaiting(incident, agent, proposal, evidence, controls);
    };
  }

  private Turn whileWaiting(
      Incident.Open incident,
      Agent agent,
      Proposal proposal,
      Evidence evidence,
      Controls controls) {
    Instant now = evidence.at();
    if (answersRight(evidence)) {
      return recovery.assessAnew(incident, agent, evidence, controls);
    }
    if (!now.isBefore(proposal.until())) {
      return Recovery.escalate(
          incident.with(proposal.withdrawn(now)),
          now,
          "nobody has approved within "
              + Duration.between(proposal.at(), proposal.until()).toMinutes()
              + " minutes: "
              + Recovery.words(proposal.steps()));
    }
    Duration left = Duration.between(now, proposal.until());
    Duration next = pause(proposal);
    return new Turn(incident, new Move.Wait(left.compareTo(next) < 0 ? left : next));
  }

  /** A long wait is of few turns too: each of them invokes the agent. */
  private Duration pause(Proposal proposal) {
    Duration share = Duration.between(proposal.at(), proposal.until()).dividedBy(MOST_TURNS);
    Duration check = plan.windows().checkEvery();
    return share.compareTo(check) > 0 ? share : check;
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
