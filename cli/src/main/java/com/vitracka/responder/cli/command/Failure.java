package com.vitracka.responder.cli.command;

import org.jspecify.annotations.Nullable;

/** A command cannot go on: what happened, where, and what to do. */
public final class Failure extends RuntimeException {
  private final ExitCode exitCode;
  private final String where;
  private final String remedy;

  public Failure(ExitCode exitCode, String what, String where, String remedy) {
    this(exitCode, what, where, remedy, null);
  }

  public Failure(
      ExitCode exitCode, String what, String where, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.where = where;
    this.remedy = remedy;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String what() {
    return String.valueOf(getMessage());
  }

  public String where() {
    return where;
  }

  public String remedy() {
    return remedy;
  }
}
