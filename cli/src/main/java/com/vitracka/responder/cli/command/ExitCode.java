package com.vitracka.responder.cli.command;

/** How a command ended; the table in docs/reference/cli.md is made of these. */
public enum ExitCode {
  OK(0, "done"),
  FAILED(1, "something unexpected; run it again with --verbose"),
  USAGE(2, "the command line is wrong"),
  MISSING_TOOL(3, "a tool is not installed (Java, Maven, Node, Python, Git, pip)"),
  BUILD_FAILED(4, "the project's own build failed"),
  NOT_FOUND(5, "no such agent, release, commit, backup or incident"),
  AMBIGUOUS(6, "more than one thing has that name"),
  INVALID(7, "a file or a state is not usable: plan, agent's folder, zip, event"),
  CREDENTIALS(8, "no AWS credentials, or they have expired"),
  REFUSED(9, "AWS, or a guard of the responder, refused it"),
  UNREACHABLE(10, "AWS could not be reached"),
  NOT_DEPLOYED(11, "the responder's stack is not in this account and region"),
  NOT_RECOVERED(12, "it was deployed, but the agent does not answer right"),
  NOT_READY(13, "the doctor found something missing"),
  INTERRUPTED(130, "stopped by Ctrl-C");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
