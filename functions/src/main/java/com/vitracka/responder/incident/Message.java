package com.vitracka.responder.incident;

import java.time.Instant;

/**
 * A message about an incident to one contact by one channel, and what became of it.
 *
 * @param key unique within the incident: kind, ordinal, contact, channel
 * @param kind first-notice, incident, update, resolution, escalation
 * @param to the contact's id; never an address or number
 * @param via EMAIL, SMS or FALLBACK
 * @param state what became of it
 * @param detail the service's message id, or why it was refused
 */
public record Message(
    String key, String kind, String to, String via, State state, Instant at, String detail) {
  /** What became of a message. */
  public enum State {
    /** Written before the send; a message that stays so may or may not have left. */
    SENDING,
    SENT,
    REFUSED
  }
}
