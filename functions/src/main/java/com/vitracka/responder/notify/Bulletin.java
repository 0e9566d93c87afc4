package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One thing to be told about an incident, to all who are concerned. */
public sealed interface Bulletin {
  /** To the primary on-call, at once, before anything is known. */
  record FirstNotice() implements Bulletin {}

  /** The plan's "Incident Notification"; told again when the severity becomes worse. */
  record Notification(Severity severity) implements Bulletin {}

  /**
   * Changes wait for people to answer.
   *
   * @param hash of the proposal; another one is told anew
   */
  record Proposed(String hash) implements Bulletin {}

  /**
   * A promised update.
   *
   * @param number 1 for the first
   */
  record Update(int number) implements Bulletin {}

  /** The responder hands over to people. */
  record Escalation() implements Bulletin {}

  /** The plan's "Resolution Notification". */
  record Resolution() implements Bulletin {}

  /** The incident report could not be stored. */
  record ReportRefused() implements Bulletin {}

  /** As kept in {@link Message#kind()}. */
  default String kind() {
    return switch (this) {
      case FirstNotice() -> "first-notice";
      case Notification _ -> "incident";
      case Proposed _ -> "proposal";
      case Update _ -> "update";
      case Escalation() -> "escalation";
      case Resolution() -> "resolution";
      case ReportRefused() -> "report-refused";
    };
  }

  /** Unique among the bulletins of an incident. */
  default String key() {
    return switch (this) {
      case Notification(Severity severity) -> kind() + "-" + severity;
      case Proposed(String hash) -> kind() + "-" + hash;
      case Update(int number) -> kind() + "-" + number;
      default -> kind();
    };
  }

  default String key(String contact, Channel channel) {
    return key() + "/" + contact + "/" + channel.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the message carries this bulletin. */
  default boolean isIn(Message message) {
    return message.key().startsWith(key() + "/");
  }

  /** When it first left for anybody. */
  default Optional<Instant> findSentAt(List<Message> messages) {
    return messages.stream()
        .filter(message -> message.state() == Message.State.SENT && isIn(message))
        .map(Message::at)
        .min(Comparator.naturalOrder());
  }

  /** The number of the update that the message carries. */
  static Optional<Integer> findUpdateNumber(Message message) {
    return findPart(message, "update").map(Integer::valueOf);
  }

  /** The severity that the message announced. */
  static Optional<Severity> findSeverity(Message message) {
    return findPart(message, "incident").map(Severity::valueOf);
  }

  private static Optional<String> findPart(Message message, String kind) {
    return message.kind().equals(kind)
        ? Optional.of(message.key().substring(kind.length() + 1, message.key().indexOf('/')))
        : Optional.empty();
  }
}
