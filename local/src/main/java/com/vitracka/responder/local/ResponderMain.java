package com.vitracka.responder.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line as a clone of the repository has it: the operator's commands and the local ones.
 */
@Command(name = "responder", mixinStandardHelpOptions = true, version = "0.1.0-SNAPSHOT")
public final class ResponderMain {
  private ResponderMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ResponderMain()).execute(arguments));
  }
}
