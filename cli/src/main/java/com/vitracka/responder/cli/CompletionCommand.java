package com.vitracka.responder.cli;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code responder completion}. */
@Command(
    name = "completion",
    description = "Prints the completion script for bash and zsh: source <(responder completion)")
final class CompletionCommand extends ResponderCommand {
  @Spec private @Nullable CommandSpec self;

  @Override
  protected ExitCode run(Session session) {
    CommandSpec spec = java.util.Objects.requireNonNull(self);
    session.out().raw(AutoComplete.bash("responder", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
