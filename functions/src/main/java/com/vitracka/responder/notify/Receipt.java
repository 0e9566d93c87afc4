package com.vitracka.responder.notify;

/** What a channel answered. Accepted is not delivered: no service of ours can see an inbox. */
public sealed interface Receipt {
  /**
   * The service took the message.
   *
   * @param id the service's own id of it
   */
  record Accepted(String id) implements Receipt {}

  /**
   * The message did not leave.
   *
   * @param reason what happened and what to do about it, without addresses or numbers
   */
  record Refused(String reason) implements Receipt {}
}
