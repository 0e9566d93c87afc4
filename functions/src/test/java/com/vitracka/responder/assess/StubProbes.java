package com.vitracka.responder.assess;

import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** An agent that is well on every side until a test says otherwise. */
final class StubProbes implements AgentProbes {
  RuntimeView live = new RuntimeView("READY", "1", Instant.EPOCH, "");
  Supplier<CanaryResult> canary = () -> answering(Answer.RIGHT);
  Supplier<LogFindings> log = this::noErrors;
  Supplier<Traffic> traffic = () -> new Traffic(0, 0, 0, Duration.ZERO);
  int invocations;

  static CanaryResult answering(Answer answer) {
    return new CanaryResult(answer, Duration.ofMillis(700), "");
  }

  LogFindings noErrors() {
    return new LogFindings(0, Set.of());
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return live;
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return live;
  }

  @Override
  public List<VersionView> versions(Agent agent) {
    return List.of(new VersionView(live.version(), live.updatedAt()));
  }

  @Override
  public CanaryResult invoke(Agent agent) {
    invocations++;
    return canary.get();
  }

  @Override
  public LogFindings errorsSince(Agent agent, Instant since) {
    return log.get();
  }

  @Override
  public Traffic trafficSince(Agent agent, Instant since) {
    return traffic.get();
  }
}
