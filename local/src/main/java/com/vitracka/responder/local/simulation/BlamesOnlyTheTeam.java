package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import java.util.Optional;

/** Our own deployment is not taken for one of the team's. */
final class BlamesOnlyTheTeam extends Invariant {
  private static final long SETTLED_MILLIS = 60_000;

  BlamesOnlyTheTeam() {
    super("our own deployment is not counted as the team's");
  }

  /**
   * Where the table has refused the note of a deployment until its incident ended, nobody can tell
   * (docs/reference/simulation.md, known limits).
   */
  private static boolean isNoted(World world, String agent, Version version) {
    return world.versions().list(agent).stream()
        .anyMatch(notes -> notes.number() == version.number() && !notes.deployedBy().isEmpty());
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    if (after.file().assessments().size() <= before.file().assessments().size()
        || !after.file().findAssessment().orElseThrow().rule().endsWith("-after-deployment")
        || !(after.file().subject() instanceof Subject.OneAgent(String name))) {
      return;
    }
    Version live = world.agent(name).live();
    if (live.ours()
        && world.agent(name).newest().equals(live)
        && live.readyAt() < world.now() - SETTLED_MILLIS
        && isNoted(world, name, live)) {
      broken(
          world,
          after.id()
              + " was judged "
              + after.file().findAssessment().orElseThrow().rule()
              + ", and version "
              + live.number()
              + " is ours");
    }
  }
}
