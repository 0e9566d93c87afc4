package com.vitracka.responder.aws;

import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.List;

/** Looks at an agent through AgentCore, its log group and its metrics. */
public final class AgentCoreProbes implements AgentProbes {
  private final AgentCoreRuntimes runtimes;
  private final AgentCoreCanary canary;
  private final AgentLog log;
  private final AgentMetrics metrics;

  public AgentCoreProbes(
      AgentCoreRuntimes runtimes, AgentCoreCanary canary, AgentLog log, AgentMetrics metrics) {
    this.runtimes = runtimes;
    this.canary = canary;
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return runtimes.runtime(agent);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return runtimes.endpoint(agent);
  }

  @Override
  public List<VersionView> versions(Agent agent) {
    return runtimes.versions(agent);
  }

  @Override
  public CanaryResult invoke(Agent agent) {
    return canary.invoke(agent);
  }

  @Override
  public LogFindings errorsSince(Agent agent, Instant since) {
    return log.errorsSince(agent, since);
  }

  @Override
  public Traffic trafficSince(Agent agent, Instant since) {
    return metrics.trafficSince(agent, since);
  }

  @Override
  public Traffic trafficAfter(Agent agent, Instant since) {
    return metrics.trafficAfter(agent, since);
  }
}
