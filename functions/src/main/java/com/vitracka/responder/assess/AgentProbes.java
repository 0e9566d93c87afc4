package com.vitracka.responder.assess;

import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.List;

/**
 * The ways to look at an agent. Each may throw what its service throws; {@link Gathering} turns
 * that into {@link Observed.Unknown}.
 */
public interface AgentProbes {
  /** The runtime itself: status and newest version. */
  RuntimeView runtime(Agent agent);

  /** The endpoint that users invoke: status and live version. */
  RuntimeView endpoint(Agent agent);

  /** Newest first, at most 50. */
  List<VersionView> versions(Agent agent);

  /** Invokes the agent as the plan's canary says, on a new session that is stopped afterwards. */
  CanaryResult invoke(Agent agent);

  /** Error lines of the agent's log since a moment. */
  LogFindings errorsSince(Agent agent, Instant since);

  /** The agent's metrics from a moment until now; of metrics by the minute also its minute. */
  Traffic trafficSince(Agent agent, Instant since);

  /**
   * The agent's metrics of nothing before a moment; of metrics by the minute without its minute.
   *
   * <p>Metrics that are not rounded need nothing of their own.
   */
  default Traffic trafficAfter(Agent agent, Instant since) {
    return trafficSince(agent, since);
  }
}
