package com.vitracka.responder.notify;

import java.util.List;

/**
 * What one bulletin says, whatever the channel. Text and HTML are both made from it, so they cannot
 * differ.
 *
 * @param colour of the bar at the head of the HTML part
 * @param sms the same in at most {@link #MOST_SMS} characters
 */
public record Letter(String subject, String colour, List<Block> blocks, String sms) {
  /** Two SMS at most on the way to a phone. */
  public static final int MOST_SMS = 300;

  /** A part of a letter. */
  public sealed interface Block {
    /** One field a line: {@code Status: INVESTIGATING}. */
    record Fields(List<Field> fields) implements Block {}

    /** Sentences; a line break stays one in the text part only. */
    record Paragraph(String text) implements Block {}

    record Points(String heading, List<String> items) implements Block {}

    /** Something to type. */
    record Command(String heading, String command) implements Block {}
  }

  public record Field(String label, String value) {}
}
