package com.vitracka.responder.local.simulation;

/** What the team has deployed since we looked is not overwritten. */
final class TheirsIsTheWheel extends Invariant {
  TheirsIsTheWheel() {
    super("the team's deployment is not overwritten");
  }

  @Override
  void requested(World world, Mutation mutation) {
    LiveAgent agent = mutation.agent();
    long looked =
        agent.asked().reversed().stream()
            .filter(asked -> asked.incident().equals(mutation.by().incident()))
            .mapToLong(Served.Asked::at)
            .findFirst()
            .orElse(0);
    looked =
        Math.max(
            looked,
            mutation
                .findOpen()
                .flatMap(open -> open.file().findLastStep())
                .map(step -> step.decidedAt().toEpochMilli())
                .orElse(0L));
    Version newest = agent.newest();
    if (!newest.ours()
        && newest.at() > looked + 5000
        && newest.at() < mutation.by().beganAt()
        && !world.hostility().clocksJump()) {
      broken(
          world,
          mutation.step()
              + " of "
              + agent.name()
              + " is asked for, over version "
              + newest.number()
              + " that the team has deployed since we looked");
    }
  }
}
