package com.vitracka.responder.cli.command;

import com.vitracka.responder.notify.PlainText;

/**
 * Text as a terminal may show it. Records hold words of others, and a terminal obeys some
 * characters: those, and the ones that nobody sees or that turn the direction of reading, are
 * written as JSON escapes, which mean the same in a JSON document.
 */
public final class Visible {
  private Visible() {}

  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (character == '\n' || character == '\t' || PlainText.isOfAShownKind(character)) {
        visible.appendCodePoint(character);
      } else {
        text.substring(at, next).chars().forEach(unit -> visible.append("\\u%04x".formatted(unit)));
      }
      at = next;
    }
    return visible.toString();
  }
}
