package com.vitracka.responder.local.simulation;

import com.vitracka.responder.detect.Executions.Machine;
import java.util.HashMap;
import java.util.Map;

/**
 * A step of an incident changes an agent once, and an incident has one Recovery.
 *
 * <p>Where nothing fails, a message leaves once too; where something does, twice is better than
 * never.
 */
final class OneEffectPerKey extends Invariant {
  private final Map<String, String> results = new HashMap<>();
  private final Map<String, Integer> messages = new HashMap<>();

  OneEffectPerKey() {
    super("one effect per key");
  }

  @Override
  void changed(World world, Mutation mutation, String result) {
    String before = results.putIfAbsent(mutation.key(), result + " by " + mutation.token());
    if (before != null) {
      broken(
          world,
          "step "
              + mutation.key()
              + " has come about twice: "
              + before
              + ", then "
              + result
              + " by "
              + mutation.token());
    }
  }

  @Override
  void sent(World world, FunctionProcess by, Sent sent) {
    if (world.hostility().level() == Hostility.Level.QUIET
        && !world.hostility().clocksJump()
        && messages.merge(sent.incident() + " " + sent.key(), 1, Integer::sum) > 1) {
      broken(world, "message " + sent.key() + " of " + sent.incident() + " was sent twice");
    }
  }

  @Override
  void ended(World world) {
    Map<String, Integer> recoveries = new HashMap<>();
    for (Machines.Execution execution : world.machines().executions()) {
      if (execution.machine() == Machine.RECOVERY
          && recoveries.merge(execution.incident(), 1, Integer::sum) > 1) {
        broken(world, "two executions recover " + execution.incident());
      }
    }
  }
}
