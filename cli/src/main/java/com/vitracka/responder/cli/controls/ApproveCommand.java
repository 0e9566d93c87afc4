package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder approve}. */
@Command(
    name = "approve",
    description = {
      "Lets the responder carry out the changes that it has proposed.",
      "Shows them and asks for their hash, unless it is given."
    })
public final class ApproveCommand extends ResponderCommand {
  @Parameters(paramLabel = "INCIDENT", description = "as the message names it")
  private String incident = "";

  @Option(names = "--hash", paramLabel = "HASH", description = "of the changes that are meant")
  private @Nullable String hash;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Answers answers = new Answers(session, dryRun);
    Optional<String> question = answers.findQuestion(incident);
    question.ifPresent(session.out()::progress);
    Optional<String> meant =
        Optional.ofNullable(hash)
            .or(
                () ->
                    question.isEmpty()
                        ? Optional.of("")
                        : session.ask("Type the hash to approve it, or nothing to leave it:"));
    if (meant.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "nobody can be asked for the hash here",
          "standard input, which is no terminal",
          "add --hash with the hash of the changes that you mean");
    }
    if (question.isPresent() && meant.get().isEmpty()) {
      session.out().progress("Left as it was.");
      return ExitCode.OK;
    }
    answers
        .findProhibition(incident)
        .ifPresent(
            why ->
                session
                    .out()
                    .progress(
                        "[WARNING] "
                            + why
                            + ": as long as it is, nothing is"
                            + " changed, and the incident is handed to people"));
    return answers.tell(
        incident,
        "approved",
        answers.answering().approve(incident, meant.get(), session.person()),
        "Approved. It is carried out at the responder's next look, if the evidence still calls for"
            + " it: responder incidents show "
            + incident);
  }
}
