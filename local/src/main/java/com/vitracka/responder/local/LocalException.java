package com.vitracka.responder.local;

/** Something that a person can put right; the message says what happened, where, and what to do. */
public final class LocalException extends RuntimeException {
  private final int exitCode;

  private LocalException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private LocalException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static LocalException missing(String message) {
    return new LocalException(ExitCode.PREREQUISITE, message);
  }

  public static LocalException failed(String message) {
    return new LocalException(ExitCode.FAILED, message);
  }

  public static LocalException failed(String message, Throwable cause) {
    return new LocalException(ExitCode.FAILED, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
