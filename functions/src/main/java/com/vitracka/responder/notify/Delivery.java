package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Contact;
import java.time.Instant;

/** A bulletin on its way to one person by one channel, or to the fallback topic. */
public sealed interface Delivery {
  /** Value of {@link Message#via()} and {@link Message#to()} for the topic. */
  String FALLBACK = "FALLBACK";

  record BySms(Bulletin bulletin, Contact contact) implements Delivery {}

  record ByMail(Bulletin bulletin, Contact contact) implements Delivery {}

  /**
   * Through the topic.
   *
   * @param attempt 1 for the first
   */
  record ByFallback(Bulletin bulletin, int attempt) implements Delivery {}

  Bulletin bulletin();

  default String key() {
    return switch (this) {
      case BySms(Bulletin bulletin, Contact contact) -> bulletin.key(contact.id(), Channel.SMS);
      case ByMail(Bulletin bulletin, Contact contact) -> bulletin.key(contact.id(), Channel.EMAIL);
      case ByFallback(Bulletin bulletin, int attempt) -> bulletin.key() + "/fallback/" + attempt;
    };
  }

  default Message message(Message.State state, Instant at, String detail) {
    return switch (this) {
      case BySms(_, Contact contact) ->
          message(contact.id(), Channel.SMS.name(), state, at, detail);
      case ByMail(_, Contact contact) ->
          message(contact.id(), Channel.EMAIL.name(), state, at, detail);
      case ByFallback _ -> message("fallback topic", FALLBACK, state, at, detail);
    };
  }

  private Message message(String to, String via, Message.State state, Instant at, String detail) {
    return new Message(key(), bulletin().kind(), to, via, state, at, detail);
  }
}
