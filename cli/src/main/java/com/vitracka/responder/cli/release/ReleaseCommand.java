package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code responder release}. */
@Command(
    name = "release",
    description = "Releases of agents: kept by us, immutable, one per build.",
    subcommands = {
      PublishCommand.class,
      ImportCommand.class,
      ListCommand.class,
      DeployCommand.class
    })
public final class ReleaseCommand extends CommandGroup {}
