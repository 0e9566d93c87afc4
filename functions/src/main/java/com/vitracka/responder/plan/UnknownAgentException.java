package com.vitracka.responder.plan;

/** Nobody in the plan has that name; the message lists who is there. */
public final class UnknownAgentException extends RuntimeException {
  public UnknownAgentException(String message) {
    super(message);
  }
}
