package com.vitracka.responder.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** The root command: knows the global options. */
public interface SessionSource {
  /** A session that speaks through the command's own streams. */
  Session session(CommandSpec command);
}
