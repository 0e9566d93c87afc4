package com.vitracka.responder.local.agentcore;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts the simulated AgentCore from the environment: PORT, AWS_ENDPOINT_URL, AGENT_PYTHON,
 * AGENTCORE_STATE_DIR, AWS_REGION, and a timing such as AGENTCORE_UPDATE_DURATION.
 */
public final class SimulatedAgentCoreMain {
  private SimulatedAgentCoreMain() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    Path python =
        Path.of(environment.getOrDefault("AGENT_PYTHON", ".responder/venv-agents/bin/python"));
    if (!Files.isExecutable(python)) {
      System.err.println(
          "%s is no Python interpreter: set AGENT_PYTHON to one that has bedrock-agentcore."
              .formatted(python.toAbsolutePath()));
      System.exit(2);
    }
    String state = environment.getOrDefault("AGENTCORE_STATE_DIR", ".responder/local/agentcore");
    SimulatedAgentCore server =
        SimulatedAgentCore.start(
            new SimulatedAgentCore.Settings(
                Integer.parseInt(environment.getOrDefault("PORT", "4567")),
                URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")),
                python,
                Path.of(state),
                environment.getOrDefault("RESPONDER_ACCOUNT", "000000000000"),
                environment.getOrDefault("AWS_REGION", "eu-west-1"),
                environment));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("Simulated AgentCore listens on " + server.address());
  }
}
