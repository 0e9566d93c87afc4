package com.vitracka.responder.handler;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.Log;
import com.vitracka.responder.aws.StandbyHeartbeat;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.watch.Pulse;
import java.util.Map;
import java.util.stream.Stream;

/** A function's heartbeat, in the plan's standby region. */
final class Beats {
  private Beats() {}

  static Pulse to(Aws aws, Plan plan) {
    return new Pulse(
        new StandbyHeartbeat(() -> aws.cloudWatchIn(plan.standbyRegion())), Beats::writeLine);
  }

  static void writeLine(String what, Map<String, String> facts) {
    Log.line(
        what,
        facts.entrySet().stream()
            .flatMap(fact -> Stream.of(fact.getKey(), fact.getValue()))
            .toArray());
  }
}
