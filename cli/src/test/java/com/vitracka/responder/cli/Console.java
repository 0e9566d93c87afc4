package com.vitracka.responder.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs the command line as a person would, and keeps what it says. */
final class Console {
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Console with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int run(String... arguments) {
    CommandLine commandLine = ResponderCli.commandLine(environment);
    return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
