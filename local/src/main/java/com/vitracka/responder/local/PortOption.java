package com.vitracka.responder.local;

import picocli.CommandLine.Option;

/** The option {@code --port}, for commands that start a local AWS of their own. */
public final class PortOption {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + LocalAws.PORT,
      description = "port of the local AWS, AgentCore has the next (default: ${DEFAULT-VALUE})")
  private int port = LocalAws.PORT;

  /** The local AWS at that port. */
  public LocalAws localAws(Workspace workspace) {
    return LocalAws.at(workspace, port);
  }
}
