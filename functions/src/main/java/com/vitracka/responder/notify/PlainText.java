package com.vitracka.responder.notify;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Makes texts of others harmless: alarm reasons and service errors are written by whoever can cause
 * an alarm.
 */
public final class PlainText {
  /** Letters of some scripts carry two; more of them are written to paint over other lines. */
  private static final int MOST_MARKS = 2;

  // The patterns look for their one character first: all else in them takes longer.

  /** The dot of a host's or a file's name, which phones and mail readers make a link of. */
  private static final Pattern DOT_OF_A_NAME =
      Pattern.compile("(?=[.\u3002])(?<=[\\p{L}\\p{N}_-])[.\u3002](?=\\p{L}{2})");

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)(?=:)(?:(?<!\\bs3):(?=//)|(?<=\\b(?:mailto|tel|sms|javascript|data)):(?=\\S))");

  /** Before the name of an exception, as its class is written out. */
  private static final Pattern PACKAGE =
      Pattern.compile(
          "\\b(?:[a-z][a-z0-9_]{0,40}\\.){2,12}(?=[A-Z]\\w{0,80}(?:Exception|Error)\\b)");

  private PlainText() {}

  /**
   * {@link #line} in which nothing can be followed or dialled, and nothing looks like the marks of
   * our own subjects: no link, no square bracket. Bare names of places in S3 stay.
   */
  public static String defused(String text, int most) {
    return cut(defuse(line(text, most)), most);
  }

  /**
   * What others wrote, told apart from our own words: {@link #defused}, in quotation marks, with
   * none inside.
   */
  public static String quoted(String text, int most) {
    StringBuilder quoted = new StringBuilder("\"");
    defused(text, most - 2)
        .codePoints()
        .map(point -> isQuotationMark(point) ? '\'' : point)
        .forEach(quoted::appendCodePoint);
    return quoted.append('"').toString();
  }

  private static String defuse(String line) {
    if (isHarmless(line)) {
      return line;
    }
    // Wide and styled letters first become the plain ones that they stand for.
    String plain = isAscii(line) ? line : Normalizer.normalize(line, Normalizer.Form.NFKC);
    StringBuilder defused = new StringBuilder(plain.length());
    plain.codePoints().map(PlainText::roundBracket).forEach(defused::appendCodePoint);
    String unlinked = SCHEME.matcher(defused).replaceAll("(:)");
    boolean maybeClass = unlinked.contains("Exception") || unlinked.contains("Error");
    String simple = maybeClass ? PACKAGE.matcher(unlinked).replaceAll("") : unlinked;
    return DOT_OF_A_NAME.matcher(simple).replaceAll("(.)");
  }

  /** Most texts: the patterns take far longer, and none of them matches without one of these. */
  private static boolean isHarmless(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean mayMatter =
          c >= 0x80
              || c == '['
              || c == ']'
              || ((c == '.' || c == ':') && i + 1 < line.length() && line.charAt(i + 1) != ' ');
      if (mayMatter) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int roundBracket(int point) {
    return switch (Character.getType(point)) {
      case Character.START_PUNCTUATION -> point == '{' ? point : '(';
      case Character.END_PUNCTUATION -> point == '}' ? point : ')';
      default -> point;
    };
  }

  private static boolean isQuotationMark(int point) {
    return switch (Character.getType(point)) {
      case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
      default -> point == '"' || point == 0x02ba || point == 0x02ee || point == 0x3003;
    };
  }

  /**
   * One line without control, format or bidirectional characters, of at most {@code most}
   * characters.
   */
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most));
    boolean space = false;
    int marks = 0;
    // One character more than fits shows that something was cut.
    for (int i = 0; i < text.length() && line.length() <= most; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
        space = !line.isEmpty();
      } else if (isShown(point)) {
        marks = isMark(point) ? marks + 1 : 0;
        if (marks > MOST_MARKS) {
          continue;
        }
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

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  private static boolean isShown(int point) {
    return !isBlank(point) && isOfAShownKind(point);
  }

  /**
   * Fillers of Hangul and an empty pattern of Braille: letters by their kind, blanks to the eye.
   */
  private static boolean isBlank(int point) {
    return switch (point) {
      case 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0 -> true;
      default -> false;
    };
  }

  /**
   * Whether a person sees it, and no terminal obeys it. FORMAT holds the marks that reverse the
   * reading direction, and zero-width characters.
   */
  public static boolean isOfAShownKind(int point) {
    return switch (Character.getType(point)) {
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
