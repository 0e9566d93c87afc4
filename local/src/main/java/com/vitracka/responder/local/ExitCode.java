package com.vitracka.responder.local;

/** What the command line's process ends with; the table stands in the help of {@code responder}. */
public final class ExitCode {
  public static final int OK = 0;

  /** What was asked for did not come about. */
  public static final int FAILED = 1;

  /** The command line was not understood. */
  public static final int USAGE = 2;

  /** A tool, a port or a service that it needs is missing. */
  public static final int PREREQUISITE = 3;

  /** The launcher could not build the sources. */
  public static final int BUILD = 4;

  /** Ctrl-C. */
  public static final int INTERRUPTED = 130;

  /** The lines of the help's table. */
  static final String[] TABLE = {
    "0:done, and what was asked for came about",
    "1:what was asked for did not come about; standard error says why",
    "2:the command line was not understood",
    "3:something that it needs is missing: a tool, a free port, a running local AWS",
    "4:the sources could not be built",
    "130:interrupted"
  };

  private ExitCode() {}
}
