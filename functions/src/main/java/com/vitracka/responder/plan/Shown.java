package com.vitracka.responder.plan;

import java.util.regex.Pattern;

/** Words of a plan file, as an error repeats them: on a terminal, in the log of a pipeline. */
final class Shown {
  private static final int MOST = 80;
  private static final int SHOWN_AT_EACH_END = 2;

  /** A phone number does not belong into a log either. */
  private static final Pattern PHONE = Pattern.compile("\\+?[\\d ()./-]{8,24}");

  private Shown() {}

  /** One short line of visible characters; of a phone number its first and last digits. */
  static String of(Object value) {
    StringBuilder shown = new StringBuilder();
    String text = String.valueOf(value);
    for (int at = 0; at < text.length() && shown.length() < MOST; ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      shown.appendCodePoint(isVisible(character) ? character : '?');
    }
    String cut = shown.length() < MOST ? shown.toString() : shown + "…";
    return PHONE.matcher(cut.strip()).matches() ? masked(cut) : cut;
  }

  private static String masked(String phone) {
    long digits = phone.chars().filter(Character::isDigit).count();
    StringBuilder masked = new StringBuilder();
    int seen = 0;
    for (int at = 0; at < phone.length(); at++) {
      char c = phone.charAt(at);
      boolean hidden = Character.isDigit(c) && ++seen > SHOWN_AT_EACH_END;
      masked.append(hidden && seen <= digits - SHOWN_AT_EACH_END ? '*' : c);
    }
    return masked.toString();
  }

  /** Whether it can be seen, and leaves the direction of reading as it is. */
  static boolean isVisible(int character) {
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
