package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.List;

/** The ways to look at agents, as a process has them. */
final class CalledProbes implements AgentProbes {
  private final FunctionProcess process;

  CalledProbes(FunctionProcess process) {
    this.process = process;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return process.call(Point.PROBE_RUNTIME, live(agent)::runtime);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return process.call(Point.PROBE_ENDPOINT, live(agent)::endpoint);
  }

  @Override
  public List<VersionView> versions(Agent agent) {
    return process.call(Point.PROBE_VERSIONS, live(agent)::versions);
  }

  @Override
  public CanaryResult invoke(Agent agent) {
    CanaryResult result = process.call(Point.INVOKE_AGENT, () -> live(agent).invoke(process));
    process.sees(result.right());
    return result;
  }

  @Override
  public LogFindings errorsSince(Agent agent, Instant since) {
    try {
      return process.call(Point.READ_LOG, () -> live(agent).errorsSince(since.toEpochMilli()));
    } catch (ServiceFailure e) {
      live(agent).logIsUnread(process.incident());
      throw e;
    }
  }

  @Override
  public Traffic trafficSince(Agent agent, Instant since) {
    return process.call(Point.READ_METRICS, () -> live(agent).trafficSince(since.toEpochMilli()));
  }

  @Override
  public Traffic trafficAfter(Agent agent, Instant since) {
    return process.call(Point.READ_METRICS, () -> live(agent).trafficAfter(since.toEpochMilli()));
  }

  private LiveAgent live(Agent agent) {
    return process.world().agent(agent.name());
  }
}
