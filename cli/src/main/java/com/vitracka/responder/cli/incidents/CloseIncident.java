package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder incidents close}. */
@Command(
    name = "close",
    description =
        "Ends an escalated incident by a person's word, and frees its agent for the next.")
final class CloseIncident extends ResponderCommand {
  @Parameters(paramLabel = "ID", description = "of the incident")
  private String id = "";

  @Option(
      names = "--because",
      required = true,
      paramLabel = "TEXT",
      description = "what helped, for the record")
  private String because = "";

  @Option(
      names = "--even-open",
      description = "also when the responder is at it; it stops at its next look")
  private boolean evenOpen;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    if (because.isBlank()) {
      throw new Failure(
          ExitCode.USAGE, "no reason is given", "--because", "write what helped, for the record");
    }
    Records records = Records.of(session, dryRun);
    IncidentStore store = records.incidents();
    String resolution = because.strip() + " (closed by " + session.caller() + ")";
    Instant now = Instant.now();
    Incident.Resolved resolved =
        switch (store.get(id)) {
          case Incident.Escalated escalated -> escalated.resolve(now, resolution);
          case Incident.Open open -> {
            if (!evenOpen) {
              throw new Failure(
                  ExitCode.REFUSED,
                  "the responder is still working on incident " + id,
                  "the incident table",
                  "wait for it (responder incidents show " + id + "), or add --even-open");
            }
            yield open.resolve(now, resolution);
          }
          case Incident.Resolved already ->
              throw new Failure(
                  ExitCode.REFUSED,
                  "incident " + id + " is resolved already, since " + already.resolvedAt(),
                  "the incident table",
                  "nothing is left to do");
        };
    Incident saved = store.save(resolved);
    if (records.isDryRun()) {
      Call.show(session.out(), records.calls());
      return ExitCode.OK;
    }
    session.out().answer(IncidentText.summary(saved), "Closed " + id + ": " + resolution);
    return ExitCode.OK;
  }
}
