package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Message;
import java.time.Instant;
import java.util.List;

/**
 * A person's word that they have the incident. It lies among the incident's messages, as what came
 * back for them, and is in the report.
 */
public final class Acknowledgement {
  public static final String KIND = "acknowledged";

  /** Kind of the messages that are sent since nobody has acknowledged. */
  public static final String REMINDER = "unacknowledged";

  private Acknowledgement() {}

  /**
   * As it is kept.
   *
   * @param who as the credentials name them
   */
  public static Message by(String who, Instant at) {
    return new Message(KIND + "/" + who, KIND, who, "PERSON", Message.State.SENT, at, "");
  }

  public static boolean isIn(List<Message> messages) {
    return messages.stream().anyMatch(message -> message.kind().equals(KIND));
  }

  /** Neither promises an update nor keeps a promise. */
  static boolean isOf(Message message) {
    return message.kind().equals(KIND) || message.kind().equals(REMINDER);
  }
}
