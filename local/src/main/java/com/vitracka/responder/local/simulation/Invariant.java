package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import java.util.Optional;

/** Something that must hold whatever happens; told of all that it could be judged by. */
abstract class Invariant {
  private final String name;

  /**
   * An invariant.
   *
   * @param name in words, as it is printed
   */
  Invariant(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** An incident was opened. */
  void opened(World world, Incident.Open incident) {}

  /**
   * An incident was written.
   *
   * @param by empty when a person did it by a command
   */
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {}

  /** A change is asked for; it has passed the guard. */
  void requested(World world, Mutation mutation) {}

  /** A change has come about, once for each effect. */
  void changed(World world, Mutation mutation, String result) {}

  /** A message has left. */
  void sent(World world, FunctionProcess by, Sent sent) {}

  /** A function has done what it was called for. */
  void answered(World world, Invocation invocation) {}

  /** A function failed with what no service answered. */
  void threw(World world, Invocation invocation, RuntimeException thrown) {}

  /** The agent's answers, or what users notice, have changed. */
  void turned(World world, LiveAgent agent, boolean usable) {}

  /** The team has deployed. */
  void deployedByTeam(World world, LiveAgent agent, Version version) {}

  /** An event was put into quarantine. */
  void quarantined(World world, String reason, String raw) {}

  /** The history is over, long after all faults. */
  void ended(World world) {}

  final void broken(World world, String words) {
    world.oracle().broken(this, words);
  }
}
