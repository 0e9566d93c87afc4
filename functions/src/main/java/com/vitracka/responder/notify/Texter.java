package com.vitracka.responder.notify;

/** Sends SMS. */
public interface Texter {
  /** A failure of the service is an answer, not an exception. */
  Receipt send(PhoneNumber to, String text);
}
