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
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Acknowledgement;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code responder incidents acknowledge}. */
@Command(
    name = "acknowledge",
    aliases = "ack",
    description = {
      "Says that you have an incident: nobody else is paged for it.",
      "It closes nothing, and the responder goes on with what it does."
    })
final class AcknowledgeIncident extends ResponderCommand {
  @Parameters(paramLabel = "ID", description = "of the incident")
  private String id = "";

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Records records = Records.of(session, dryRun);
    IncidentStore store = records.incidents();
    Incident incident = store.get(id);
    if (incident instanceof Incident.Resolved resolved) {
      throw new Failure(
          ExitCode.REFUSED,
          "incident " + id + " is resolved already, since " + resolved.resolvedAt(),
          "the incident table",
          "nothing is left to do");
    }
    Message said = Acknowledgement.by(session.caller(), Instant.now());
    store.recordMessage(id, said);
    if (records.isDryRun()) {
      Call.show(session.out(), records.calls());
      return ExitCode.OK;
    }
    session.out().answer(IncidentText.summary(incident), "Acknowledged " + id + " by " + said.to());
    return ExitCode.OK;
  }
}
