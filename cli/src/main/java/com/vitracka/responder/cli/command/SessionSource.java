package com.vitracka.responder.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** The root command: knows the global options. */
public interface SessionSource {
  /** A session that speaks through the command's own streams. */
  Session session(CommandSpec command);

  /** Whether a command is to answer in JSON, where it needs no session. */
  static boolean isJson(CommandSpec command) {
    return command.root().userObject() instanceof SessionSource source
        && source.session(command).out().isJson();
  }
}
