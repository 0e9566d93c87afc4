package com.vitracka.responder.aws;

import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.TestPlans;
import java.util.UUID;

/** An agent of the plan whose runtime, and so whose log and metrics, no other test knows. */
final class AnAgent {
  private AnAgent() {}

  static Agent ofItsOwn() {
    Agent coach = TestPlans.plan().getAgent("coach_companion");
    return new Agent(
        coach.name(),
        coach.displayName(),
        coach.aliases(),
        coach.folder(),
        "coach_companion-" + UUID.randomUUID().toString().substring(0, 8),
        coach.endpoint(),
        coach.executionRole(),
        coach.impact(),
        coach.canary(),
        coach.thresholds(),
        coach.modes());
  }
}
