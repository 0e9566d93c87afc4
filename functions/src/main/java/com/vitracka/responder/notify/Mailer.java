package com.vitracka.responder.notify;

/** Sends mails. */
public interface Mailer {
  /** A failure of the service is an answer, not an exception. */
  Receipt send(Mail mail);
}
