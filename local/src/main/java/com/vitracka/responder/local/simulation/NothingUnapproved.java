package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Mode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Nothing is changed that people had to agree to and did not, or could not yet object to. */
final class NothingUnapproved extends Invariant {
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** A message may leave that much after it was dated. */
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
            && proposal.filter(one -> hasPassed(world, open.get().id(), one)).isEmpty()) {
          brokenBy(world, mutation, "nobody has approved");
        }
      }
      case Mode.AutoAfter(Duration delay) -> {
        if (proposal
            .filter(
                one ->
                    world.people().hasApproved(one.hash())
                        || hasPassed(world, open.get().id(), one))
            .isEmpty()) {
          brokenBy(world, mutation, "people could not object yet");
        }
      }
    }
    if (proposal.filter(one -> world.people().hasRejected(one.hash())).isPresent()) {
      brokenBy(world, mutation, "it was rejected");
    }
  }

  /** The time to object of those who were told is over, in a mode in which silence is consent. */
  private static boolean hasPassed(World world, String incident, Proposal proposal) {
    if (proposal.silence() != Proposal.Silence.ACTS) {
      return false;
    }
    OptionalLong told = world.people().toldAt(incident, proposal.hash());
    Duration time = proposal.timeToAnswer();
    Duration least =
        time.minus(time.dividedBy(10))
            .minus(
                world.hostility().level() == Hostility.Level.QUIET ? TOLERANCE : TOLERANCE_IF_LATE);
    return told.isPresent()
        && (world.hostility().clocksJump() || world.now() >= told.getAsLong() + least.toMillis());
  }

  private void brokenBy(World world, Mutation mutation, String why) {
    if (world.modeChangedAt(mutation.agent().name()) > mutation.guardedFrom()) {
      // Set after the guard had read it.
      return;
    }
    broken(world, mutation.step() + " of " + mutation.agent().name() + " is asked for, and " + why);
  }
}
