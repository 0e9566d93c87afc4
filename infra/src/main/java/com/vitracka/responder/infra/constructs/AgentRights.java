package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Agent;
import java.util.List;
import java.util.stream.Stream;

/** What functions may do with the plan's agents, and with no others. */
public final class AgentRights {
  private static final String ENDPOINTS = "An endpoint may be added to an agent at any time.";

  private final Settings settings;
  private final List<Agent> agents;

  public AgentRights(Settings settings) {
    this.settings = settings;
    this.agents = settings.plan().agents();
  }

  public List<Right> look() {
    return List.of(
        read(
            "ReadAgents",
            "bedrock-agentcore:GetAgentRuntime",
            "bedrock-agentcore:GetAgentRuntimeEndpoint"),
        Right.to("ListVersions", "bedrock-agentcore:ListAgentRuntimeVersions")
            .on("*")
            .because(
                "ListAgentRuntimeVersions has no resources, and is refused on a runtime's ARN."),
        Right.to("InvokeAgents", "bedrock-agentcore:InvokeAgentRuntime")
            .on(runtimesAndEndpoints())
            .because(ENDPOINTS),
        Right.to("StopOwnSessions", "bedrock-agentcore:StopRuntimeSession")
            .on(runtimesAndEndpoints())
            .because(ENDPOINTS),
        Right.to("ReadAgentsLogs", "logs:FilterLogEvents")
            .on(
                agents.stream()
                    .map(agent -> settings.arn("logs", "log-group:" + agent.logGroup()))
                    .flatMap(arn -> Stream.of(arn, arn + ":*"))
                    .toList())
            .because("The end of a log group's ARN, which stands for its streams."));
  }

  public List<Right> backup() {
    return List.of(
        read(
            "ReadAgents",
            "bedrock-agentcore:GetAgentRuntime",
            "bedrock-agentcore:GetAgentRuntimeEndpoint"));
  }

  public List<Right> act() {
    return List.of(
        read(
            "ReadAgents",
            "bedrock-agentcore:GetAgentRuntime",
            "bedrock-agentcore:GetAgentRuntimeEndpoint"),
        Right.to(
                "DeployAgents",
                "bedrock-agentcore:UpdateAgentRuntime",
                "bedrock-agentcore:UpdateAgentRuntimeEndpoint")
            .on(runtimesAndEndpoints())
            .because(ENDPOINTS),
        // AgentCore reads the zip of an update with the caller's rights; until a release of ours is
        // deployed, that zip is the toolkit's.
        Right.to("KeepAgentsCode", "s3:GetObject", "s3:GetObjectVersion")
            .on(toolkitObjects())
            .because("The toolkit chooses the names in its folder of the agent."),
        Right.to("KeepAgentsRoles", "iam:PassRole")
            .on(
                agents.stream()
                    .map(
                        agent ->
                            "arn:aws:iam::" + settings.account() + ":role/" + agent.executionRole())
                    .distinct()
                    .toList())
            .when("StringEquals", "iam:PassedToService", "bedrock-agentcore.amazonaws.com"));
  }

  /** Where the agents' own toolkit puts the zip that a version runs. */
  private List<String> toolkitObjects() {
    return agents.stream()
        .map(
            agent ->
                "arn:aws:s3:::bedrock-agentcore-codebuild-sources-"
                    + settings.account()
                    + "-"
                    + settings.region()
                    + "/"
                    + agent.name()
                    + "/*")
        .toList();
  }

  private Right read(String purpose, String... actions) {
    return Right.to(purpose, actions).on(runtimesAndEndpoints()).because(ENDPOINTS);
  }

  private List<String> runtimesAndEndpoints() {
    return agents.stream()
        .map(agent -> agent.runtimeArn(settings.region(), settings.account()))
        .flatMap(arn -> Stream.of(arn, arn + "/runtime-endpoint/*"))
        .toList();
  }
}
