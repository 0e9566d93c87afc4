package com.vitracka.responder.aws;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeEndpointResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeResponse;

/** Reads runtimes, endpoints and versions from AgentCore's control plane. */
public final class AgentCoreRuntimes {
  private static final int VERSIONS = 50;

  private final BedrockAgentCoreControlClient client;

  public AgentCoreRuntimes(BedrockAgentCoreControlClient client) {
    this.client = client;
  }

  /** The runtime's status and newest version. */
  public RuntimeView runtime(Agent agent) {
    GetAgentRuntimeResponse runtime =
        client.getAgentRuntime(r -> r.agentRuntimeId(agent.runtimeId()));
    return new RuntimeView(
        runtime.statusAsString(),
        runtime.agentRuntimeVersion(),
        runtime.lastUpdatedAt(),
        EnvironmentValues.of(runtime.environmentVariables()).hideIn(text(runtime.failureReason())));
  }

  /** The status and live version of the endpoint that users invoke. */
  public RuntimeView endpoint(Agent agent) {
    GetAgentRuntimeEndpointResponse endpoint =
        client.getAgentRuntimeEndpoint(
            r -> r.agentRuntimeId(agent.runtimeId()).endpointName(agent.endpoint()));
    return new RuntimeView(
        endpoint.statusAsString(),
        text(endpoint.liveVersion()),
        endpoint.lastUpdatedAt(),
        text(endpoint.failureReason()));
  }

  /** Newest first, at most 50. */
  public List<VersionView> versions(Agent agent) {
    return client
        .listAgentRuntimeVersionsPaginator(r -> r.agentRuntimeId(agent.runtimeId()))
        .agentRuntimes()
        .stream()
        .map(AgentCoreRuntimes::version)
        .sorted(
            Comparator.comparingInt((VersionView v) -> Integer.parseInt(v.version())).reversed())
        .limit(VERSIONS)
        .toList();
  }

  private static VersionView version(AgentRuntime runtime) {
    Instant at = runtime.lastUpdatedAt();
    return new VersionView(runtime.agentRuntimeVersion(), at == null ? Instant.EPOCH : at);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
