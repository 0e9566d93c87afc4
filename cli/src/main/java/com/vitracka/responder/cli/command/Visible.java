package com.vitracka.responder.cli.command;

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
      if (character == '\n' || character == '\t' || isShown(character)) {
        visible.appendCodePoint(character);
      } else {
        text.substring(at, next).chars().forEach(unit -> visible.append("\\u%04x".formatted(unit)));
      }
      at = next;
    }
    return visible.toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
