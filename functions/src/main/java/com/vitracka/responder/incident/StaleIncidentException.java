package com.vitracka.responder.incident;

/** Somebody else wrote the incident since it was read: read it again. */
public final class StaleIncidentException extends RuntimeException {
  public StaleIncidentException(String message) {
    super(message);
  }
}
