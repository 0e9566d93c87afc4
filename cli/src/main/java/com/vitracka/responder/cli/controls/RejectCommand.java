package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder reject}. */
@Command(
    name = "reject",
    description =
        "Forbids the changes that the responder has proposed; the incident is yours then.")
public final class RejectCommand extends ResponderCommand {
  @Parameters(paramLabel = "INCIDENT", description = "as the message names it")
  private String incident = "";

  @Option(
      names = "--hash",
      required = true,
      paramLabel = "HASH",
      description = "of the changes that are meant, as the message names it")
  private String hash = "";

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
        "rejected",
        answers.answering().reject(incident, hash, session.person(), reason),
        "Rejected. The responder changes nothing; people are told that the incident is theirs.");
  }
}
