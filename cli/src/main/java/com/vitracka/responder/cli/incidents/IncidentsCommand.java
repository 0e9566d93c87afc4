package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code responder incidents}. */
@Command(
    name = "incidents",
    description =
        "Incidents: those that are not resolved, one in full; acknowledging and closing one.",
    subcommands = {
      ListIncidents.class,
      ShowIncident.class,
      AcknowledgeIncident.class,
      CloseIncident.class
    })
public final class IncidentsCommand extends CommandGroup {}
