package com.vitracka.responder.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** What people would have received, oldest first. */
public record Inbox(List<Item> items) {

  /** One message to one or more people. */
  public sealed interface Item {
    Instant at();

    String to();

    String kind();

    /** The one line for a list. */
    String title();
  }

  public record Mail(Instant at, String from, String to, String subject, String text, String html)
      implements Item {
    @Override
    public String kind() {
      return "mail";
    }

    @Override
    public String title() {
      return subject;
    }
  }

  public record Sms(Instant at, String to, String text) implements Item {
    @Override
    public String kind() {
      return "sms";
    }

    @Override
    public String title() {
      return text;
    }
  }

  /** From an SNS topic to a subscriber: the responder's last resort. */
  public record TopicMessage(Instant at, String to, String topic, String subject, String text)
      implements Item {
    @Override
    public String kind() {
      return "topic";
    }

    @Override
    public String title() {
      return subject.isEmpty() ? text.lines().findFirst().orElse("") : subject;
    }
  }

  public static Inbox read(LocalServer aws) {
    JsonNode outbox = aws.get("/_local/outbox");
    List<Item> items = new ArrayList<>();
    outbox
        .path("mails")
        .forEach(
            mail ->
                items.add(
                    new Mail(
                        at(mail),
                        text(mail, "Source"),
                        join(mail.path("To")),
                        text(mail, "Subject"),
                        text(mail, "BodyText"),
                        text(mail, "BodyHtml"))));
    outbox
        .path("sms")
        .forEach(
            sms -> items.add(new Sms(at(sms), text(sms, "PhoneNumber"), text(sms, "Message"))));
    outbox
        .path("topicMessages")
        .forEach(
            message ->
                items.add(
                    new TopicMessage(
                        at(message),
                        text(message, "Endpoint"),
                        text(message, "TopicArn"),
                        text(message, "Subject"),
                        text(message, "Message"))));
    items.sort(Comparator.comparing(Item::at));
    return new Inbox(List.copyOf(items));
  }

  /** As a page for a browser. */
  public void writePage(Path file) {
    try {
      Files.writeString(file, InboxPage.of(this));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private static Instant at(JsonNode message) {
    return Instant.ofEpochMilli((long) (message.path("Timestamp").asDouble() * 1000));
  }

  private static String text(JsonNode message, String member) {
    return message.path(member).isNull() ? "" : message.path(member).asText("");
  }

  private static String join(JsonNode addresses) {
    return String.join(
        ", ", StreamSupport.stream(addresses.spliterator(), false).map(JsonNode::asText).toList());
  }
}
