package com.vitracka.responder.cli.redrive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Takes the letters of a queue one by one: what is delivered is deleted, and everything else is
 * back in the queue at the end. A letter whose delivery worked and whose deletion did not comes
 * again; the responder knows what it had already.
 */
final class Redriving {
  static final int MOST_LETTERS = 1_000;

  /** Longer than any function of ours may take to answer. */
  private static final int HIDDEN_SECONDS = 300;

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final Place place;
  private final Delivery delivery;
  private final Progress progress;

  /** Brings a letter to its destination; throws, with the reason, when it is not taken. */
  interface Delivery {
    /**
     * Makes the call.
     *
     * @return what the destination answered, in one line
     */
    String deliver(Destination destination);
  }

  /** What is said while it goes on. */
  interface Progress {
    void say(Letter letter);
  }

  /** What became of a letter. */
  enum Outcome {
    WOULD_BE_DELIVERED,
    DELIVERED,
    DROPPED,
    KEPT
  }

  /**
   * A letter and what became of it.
   *
   * @param answer of the destination, or why it was kept
   */
  record Letter(String queue, Instant sentAt, DeadLetter content, Outcome outcome, String answer) {
    Map<String, Object> toDocument() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("queue", queue);
      document.put("sentAt", sentAt.toString());
      document.put("from", content.from());
      document.put("error", content.error());
      document.put("call", content.destination().call());
      document.put("outcome", outcome.name());
      document.put("answer", answer);
      return document;
    }
  }

  Redriving(SqsClient sqs, Place place, Delivery delivery, Progress progress) {
    this.sqs = sqs;
    this.place = place;
    this.delivery = delivery;
    this.progress = progress;
  }

  /**
   * Delivers all letters of the queue once.
   *
   * @param dryRun only looks
   */
  List<Letter> redrive(String queue, boolean dryRun) {
    String url;
    try {
      url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    } catch (QueueDoesNotExistException e) {
      return List.of();
    }
    List<Letter> letters = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    try {
      for (List<Message> batch = receive(url); !batch.isEmpty(); batch = receive(url)) {
        for (Message message : batch) {
          // Until it is deleted it goes back, whatever happens meanwhile.
          kept.add(message.receiptHandle());
          Letter letter = deal(queue, message, dryRun);
          if (letter.outcome() == Outcome.DELIVERED || letter.outcome() == Outcome.DROPPED) {
            sqs.deleteMessage(
                request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            kept.remove(message.receiptHandle());
          }
          letters.add(letter);
          progress.say(letter);
        }
        if (letters.size() >= MOST_LETTERS) {
          break;
        }
      }
    } finally {
      kept.forEach(
          handle ->
              sqs.changeMessageVisibility(
                  request -> request.queueUrl(url).receiptHandle(handle).visibilityTimeout(0)));
    }
    return List.copyOf(letters);
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .waitTimeSeconds(1)
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                    .messageAttributeNames("All"))
        .messages();
  }

  private Letter deal(String queue, Message message, boolean dryRun) {
    DeadLetter content =
        DeadLetter.read(
            queue,
            message.body(),
            message.messageAttributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().stringValue() != null)
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue())),
            place);
    Instant sentAt =
        Instant.ofEpochMilli(
            Long.parseLong(
                message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
    return switch (content.destination()) {
      case Destination.Unknown(String why) -> new Letter(queue, sentAt, content, Outcome.KEPT, why);
      case Destination.Superseded(String why) ->
          new Letter(
              queue, sentAt, content, dryRun ? Outcome.WOULD_BE_DELIVERED : Outcome.DROPPED, why);
      case Destination destination when dryRun ->
          new Letter(queue, sentAt, content, Outcome.WOULD_BE_DELIVERED, "");
      case Destination destination -> {
        try {
          yield new Letter(
              queue, sentAt, content, Outcome.DELIVERED, delivery.deliver(destination));
        } catch (RuntimeException e) {
          // Told with the letter, which stays; the others have their turn.
          yield new Letter(queue, sentAt, content, Outcome.KEPT, String.valueOf(e.getMessage()));
        }
      }
    };
  }
}
