package com.vitracka.responder.cli.watch;

import com.vitracka.responder.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code responder watch}. */
@Command(
    name = "watch",
    description = "Who is paged when the responder itself is broken.",
    subcommands = SubscribeCommand.class)
public final class WatchCommand extends CommandGroup {}
