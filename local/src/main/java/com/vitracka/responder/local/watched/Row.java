package com.vitracka.responder.local.watched;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one breakage.
 *
 * @param told the first message of it
 * @param fault what else was not as it should be; empty when nothing
 */
record Row(Breakage breakage, Instant brokenAt, Optional<Inbox.Item> told, String fault) {
  boolean isAsItShould() {
    return fault.isEmpty()
        && told.filter(item -> time(item).compareTo(Breakage.WITHIN) <= 0).isPresent();
  }

  private Duration time(Inbox.Item item) {
    Duration time = Duration.between(brokenAt, item.at());
    return time.isNegative() ? Duration.ZERO : time;
  }

  String text() {
    return "%-5s %-30s %-9s %s%n%36s %s%s"
        .formatted(
            isAsItShould() ? "ok" : "FAIL",
            breakage.what(),
            told.map(item -> time(item).toSeconds() + " s").orElse("never"),
            told.map(Row::by).orElse("nobody was told"),
            "",
            "docs/runbooks/" + breakage.page(),
            fault.isEmpty() ? "" : "; BUT " + fault);
  }

  ObjectNode toDocument() {
    ObjectNode document = LocalServer.JSON.createObjectNode();
    document.put("broken", breakage.what());
    document.put("asItShould", isAsItShould());
    told.ifPresent(
        item -> {
          document.put("seconds", time(item).toSeconds());
          document.put("by", by(item));
        });
    document.put("page", breakage.page());
    document.put("fault", fault);
    return document;
  }

  private static String by(Inbox.Item item) {
    String title = item.title().replaceAll("\\s+", " ");
    String way =
        item instanceof Inbox.TopicMessage message
            ? "topic " + message.topic().substring("arn:aws:sns:".length())
            : item.kind() + " to " + item.to();
    return way + ": " + (title.length() > 90 ? title.substring(0, 89) + "…" : title);
  }
}
