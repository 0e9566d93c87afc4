package com.vitracka.responder.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of others, made fit for the record. */
final class Text {
  /** Characters of a text that are kept. */
  static final int LIMIT = 1000;

  private Text() {}

  /**
   * One line of at most {@link #LIMIT} characters, without control, formatting (bidirectional ones
   * among them) and half characters.
   */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    int kept = 0;
    for (int at = 0; at < text.length() && kept < LIMIT; kept++) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      switch (Character.getType(character)) {
        case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
            plain.append(' ');
        case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
            kept--;
        default -> plain.appendCodePoint(character);
      }
    }
    return plain.toString().strip();
  }

  /** The text in parts that are no larger than so many bytes of UTF-8. */
  static List<String> parts(String text, int bytes) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    int size = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int more = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (size + more > bytes) {
        parts.add(text.substring(begin, at));
        begin = at;
        size = 0;
      }
      size += more;
      at += Character.charCount(character);
    }
    parts.add(text.substring(begin));
    return parts;
  }
}
