package com.vitracka.responder.notify;

/** The way to people that needs neither mail identity nor phone numbers: a topic they subscribe. */
public interface Fallback {
  /** A failure of the service is an answer, not an exception. */
  Receipt publish(String subject, String text);
}
