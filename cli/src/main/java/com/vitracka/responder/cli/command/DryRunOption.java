package com.vitracka.responder.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --dry-run}. */
public final class DryRunOption {
  @Option(names = "--dry-run", description = "print the exact calls, change nothing")
  private boolean dryRun;

  public boolean isSet() {
    return dryRun;
  }
}
