package com.vitracka.responder.incident;

/** Somebody else wrote the incident since it was read: read it again. */
public final class StaleIncidentException extends RuntimeException {
  public StaleIncidentException(String message) {
    super(message);
  }

  /** Of an incident that could not be saved. */
  public static StaleIncidentException of(CaseFile file) {
    return new StaleIncidentException(
        "incident '"
            + file.id()
            + "' is not at revision "
            + file.revision()
            + " any more: somebody else has written it; read it again and decide anew");
  }
}
