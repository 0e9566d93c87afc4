package com.vitracka.responder.notify;

/**
 * No channel took a message that somebody must get. Thrown so that the state machine ends badly and
 * people are told from outside (docs/runbooks/execution-ended-badly.md).
 */
public final class NobodyToldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NobodyToldException(String incident, Bulletin bulletin) {
    super(
        "nobody was told of the "
            + bulletin.kind()
            + " of incident "
            + incident
            + ": mail, SMS and the fallback topic all refused it; see the function's log for the"
            + " reasons, and tell people by hand");
  }
}
