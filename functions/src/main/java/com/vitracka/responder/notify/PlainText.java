package com.vitracka.responder.notify;

/**
 * Makes texts of others harmless: alarm reasons and service errors are written by whoever can cause
 * an alarm.
 */
public final class PlainText {
  private PlainText() {}

  /**
   * One line without control, format or bidirectional characters, of at most {@code most}
   * characters.
   */
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most));
    boolean space = false;
    // One character more than fits shows that something was cut.
    for (int i = 0; i < text.length() && line.length() <= most; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
        space = !line.isEmpty();
      } else if (isShown(point)) {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.appendCodePoint(point);
      }
    }
    return cut(line.toString(), most);
  }

  /** The text, or its beginning with an ellipsis, in at most {@code most} characters. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    if (most < 1) {
      return "";
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      // FORMAT holds the marks that reverse the reading direction, and zero-width characters.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
