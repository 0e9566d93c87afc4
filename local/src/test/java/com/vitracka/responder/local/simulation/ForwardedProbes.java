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

/** Probes that are others; a planted bug changes what the canary sees. */
class ForwardedProbes implements AgentProbes {
  private final AgentProbes probes;

  ForwardedProbes(AgentProbes probes) {
    this.probes = probes;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return probes.runtime(agent);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return probes.endpoint(agent);
  }

  @Override
  public List<VersionView> versions(Agent agent) {
    return probes.versions(agent);
  }

  @Override
  public CanaryResult invoke(Agent agent) {
    return probes.invoke(agent);
  }

  @Override
  public LogFindings errorsSince(Agent agent, Instant since) {
    return probes.errorsSince(agent, since);
  }

  @Override
  public Traffic trafficSince(Agent agent, Instant since) {
    return probes.trafficSince(agent, since);
  }

  @Override
  public Traffic trafficAfter(Agent agent, Instant since) {
    return probes.trafficAfter(agent, since);
  }
}
