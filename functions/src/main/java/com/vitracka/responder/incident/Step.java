package com.vitracka.responder.incident;

/** A change that the responder makes, or the backup before it. */
public sealed interface Step {
  /** Stores the agent's whole configuration (the plan: "Backup created before changes"). */
  record BackUp() implements Step {}

  /** Deploys once more what is live (scenario 1, step 3). */
  record Redeploy() implements Step {}

  /**
   * Deploys code, entry point, runtime and environment of an earlier version (rollback procedure).
   */
  record RollBack(String toVersion) implements Step {}

  /** Points the agent's named endpoint to a version. */
  record MoveEndpoint(String toVersion) implements Step {}

  /** As written in records and moves: {@code BackUp}, {@code Redeploy}, … */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether it makes a new version of the agent. */
  default boolean makesVersion() {
    return this instanceof Redeploy || this instanceof RollBack;
  }

  /** Whether it changes the agent. */
  default boolean mutates() {
    return !(this instanceof BackUp);
  }
}
