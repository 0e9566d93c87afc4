package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Mode;
import java.time.Duration;
import java.util.Optional;

/** Nothing is changed that people had to agree to and did not, or could not yet object to. */
final class NothingUnapproved extends Invariant {
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** A proposal may be written that much after it was dated. */
  private static final Duration TOLERANCE_IF_LATE = Duration.ofSeconds(60);

  NothingUnapproved() {
    super("no change that was not approved");
  }

  @Override
  void requested(World world, Mutation mutation) {
    Optional<Incident.Open> open = mutation.findOpen();
    if (open.isEmpty()) {
      // Another invariant speaks of that.
      return;
    }
    Controls controls = world.controls().read(mutation.agent().name());
    Mode mode =
        controls.modeFor(
            mutation.agent().plan(),
            open.get().file().findAssessment().orElseThrow().scenario().orElse(0));
    Optional<Proposal> proposal =
        open.get().file().findProposal().filter(one -> one.steps().contains(mutation.step()));
    switch (mode) {
      case Mode.Auto() -> {}
      case Mode.Observe() -> brokenBy(world, mutation, "the mode is observe");
      case Mode.Approve() -> {
        if (proposal.filter(one -> world.people().hasApproved(one.hash())).isEmpty()
            && proposal.filter(one -> hasPassed(world, one)).isEmpty()) {
          brokenBy(world, mutation, "nobody has approved");
        }
      }
      case Mode.AutoAfter(Duration delay) -> {
        if (proposal
            .filter(one -> world.people().hasApproved(one.hash()) || hasPassed(world, one))
            .isEmpty()) {
          brokenBy(world, mutation, "people could not object yet");
        }
      }
    }
    if (proposal.filter(one -> world.people().hasRejected(one.hash())).isPresent()) {
      brokenBy(world, mutation, "it was rejected");
    }
  }

  /** Its time to object is over, in a mode in which silence is consent. */
  private static boolean hasPassed(World world, Proposal proposal) {
    return proposal.silence() == Proposal.Silence.ACTS
        && (world.hostility().clocksJump()
            || world.now()
                >= world.people().proposedAt(proposal.hash())
                    + Duration.between(proposal.at(), proposal.until())
                        .minus(
                            world.hostility().level() == Hostility.Level.QUIET
                                ? TOLERANCE
                                : TOLERANCE_IF_LATE)
                        .toMillis());
  }

  private void brokenBy(World world, Mutation mutation, String why) {
    if (world.modeChangedAt(mutation.agent().name()) > mutation.guardedFrom()) {
      // Set after the guard had read it.
      return;
    }
    broken(world, mutation.step() + " of " + mutation.agent().name() + " is asked for, and " + why);
  }
}
