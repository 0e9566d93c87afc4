package com.vitracka.responder.incident;

/** No incident has that id. */
public final class UnknownIncidentException extends RuntimeException {
  public UnknownIncidentException(String message) {
    super(message);
  }
}
