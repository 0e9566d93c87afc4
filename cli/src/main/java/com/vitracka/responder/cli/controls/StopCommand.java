package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder stop}. */
@Command(
    name = "stop",
    description = {
      "Ends the responder's work on an open incident: you take over.",
      "Whatever it is at. The agent stays taken by the incident until it is closed."
    })
public final class StopCommand extends ResponderCommand {
  @Parameters(paramLabel = "INCIDENT", description = "as the message names it")
  private String incident = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "for the message and the record")
  private String reason = "";

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Answers answers = new Answers(session, dryRun);
    return answers.tell(
        incident,
        "stopped",
        answers.answering().stop(incident, session.person(), reason),
        "Stopped. The responder changes nothing more in this incident; people are told that it is"
            + " theirs. What AgentCore has accepted already goes on. Close it when you are done:"
            + " responder incidents close "
            + incident
            + " --because TEXT");
  }
}
