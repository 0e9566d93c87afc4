package com.vitracka.responder.local.demo;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentManagedRuntimeType;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeEndpointStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;

/** The team's agent in AgentCore. */
public record TeamAgent(BedrockAgentCoreControlClient control, Agent agent) {
  private static final Duration DEPLOYMENT = Duration.ofMinutes(3);

  /** Creates runtime and endpoint, as the agents' toolkit does, and waits until both are ready. */
  public void create(String roleArn, String bucket, String key) {
    control.createAgentRuntime(
        request ->
            request
                .agentRuntimeName(agent.name())
                .roleArn(roleArn)
                .networkConfiguration(network -> network.networkMode(NetworkMode.PUBLIC))
                .agentRuntimeArtifact(
                    artifact ->
                        artifact.codeConfiguration(
                            code ->
                                code.runtime(AgentManagedRuntimeType.PYTHON_3_12)
                                    .entryPoint("agent.py")
                                    .code(
                                        where -> where.s3(s3 -> s3.bucket(bucket).prefix(key))))));
    awaitRuntime();
    if (!agent.usesDefaultEndpoint()) {
      control.createAgentRuntimeEndpoint(
          request ->
              request
                  .agentRuntimeId(agent.runtimeId())
                  .name(agent.endpoint())
                  .agentRuntimeVersion("1"));
      awaitEndpoint();
    }
  }

  /** Waits until runtime and endpoint are ready. */
  public void awaitReady() {
    awaitRuntime();
    awaitEndpoint();
  }

  private void awaitRuntime() {
    boolean ready =
        Waiting.until(
            () ->
                control
                    .getAgentRuntime(request -> request.agentRuntimeId(agent.runtimeId()))
                    .status()
                    .equals(AgentRuntimeStatus.READY),
            DEPLOYMENT);
    if (!ready) {
      throw notReady(agent.runtimeId());
    }
  }

  private void awaitEndpoint() {
    boolean ready =
        Waiting.until(
            () ->
                control
                    .getAgentRuntimeEndpoint(
                        request ->
                            request
                                .agentRuntimeId(agent.runtimeId())
                                .endpointName(agent.endpoint()))
                    .status()
                    .equals(AgentRuntimeEndpointStatus.READY),
            DEPLOYMENT);
    if (!ready) {
      throw notReady("endpoint " + agent.endpoint());
    }
  }

  private static Failure notReady(String what) {
    return new Failure(
        ExitCode.FAILED,
        what + " was not READY within " + DEPLOYMENT.toMinutes() + " minutes",
        "the simulated AgentCore",
        "read .responder/local/agentcore.log");
  }
}
