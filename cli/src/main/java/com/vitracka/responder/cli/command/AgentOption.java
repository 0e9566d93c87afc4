package com.vitracka.responder.cli.command;

import com.vitracka.responder.plan.Agent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --agent}. */
public final class AgentOption {
  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "name, display name or alias of the agent; may be left out when there is one")
  private @Nullable String agent;

  public Optional<String> findName() {
    return Optional.ofNullable(agent);
  }

  public Agent in(Session session) {
    return session.agent(findName());
  }
}
