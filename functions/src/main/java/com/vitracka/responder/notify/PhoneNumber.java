package com.vitracka.responder.notify;

import java.util.Optional;
import java.util.regex.Pattern;

/** A phone number in E.164 form; shown only masked. */
public final class PhoneNumber {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
  private static final int SHOWN_AT_START = 3;
  private static final int SHOWN_AT_END = 2;

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

  /** The text with this number masked wherever it stands, with or without its plus sign. */
  public String maskIn(String text) {
    return text.replace(value, masked()).replace(value.substring(1), masked().substring(1));
  }

  @Override
  public String toString() {
    return masked();
  }
}
