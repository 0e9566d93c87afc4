package com.vitracka.responder.notify;

import java.util.Optional;
import java.util.regex.Pattern;

/** A phone number in E.164 form; shown only masked. */
public final class PhoneNumber {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
  private static final int SHOWN_AT_START = 3;
  private static final int SHOWN_AT_END = 2;

  /** The shortest number has as many. */
  private static final int KNOWN_BY_ITS_LAST = 7;

  private final String value;

  private PhoneNumber(String value) {
    this.value = value;
  }

  /** The number, when the text is one in E.164 form ({@code +} and 8 to 15 digits). */
  public static Optional<PhoneNumber> parse(String text) {
    String trimmed = text.strip();
    return E164.matcher(trimmed).matches()
        ? Optional.of(new PhoneNumber(trimmed))
        : Optional.empty();
  }

  /** The whole number, for the service that sends. */
  public String value() {
    return value;
  }

  public String masked() {
    return value.substring(0, SHOWN_AT_START)
        + "*".repeat(value.length() - SHOWN_AT_START - SHOWN_AT_END)
        + value.substring(value.length() - SHOWN_AT_END);
  }

  /**
   * The text with this number masked wherever it stands: with or without its plus sign and country
   * code, in groups or in one.
   */
  public String maskIn(String text) {
    String digits = value.substring(1);
    String whole = pattern("(?:\\+|%2B|00)?", digits).matcher(text).replaceAll(masked());
    return pattern("", digits.substring(digits.length() - KNOWN_BY_ITS_LAST))
        .matcher(whole)
        .replaceAll(masked().substring(value.length() - KNOWN_BY_ITS_LAST));
  }

  private static Pattern pattern(String before, String digits) {
    return Pattern.compile("(?i)" + before + String.join("[\\s()./-]{0,3}", digits.split("")));
  }

  @Override
  public String toString() {
    return masked();
  }
}
