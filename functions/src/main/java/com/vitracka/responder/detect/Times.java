package com.vitracka.responder.detect;

import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Times as AWS writes them: {@code …Z}, {@code …+0000} and {@code …+00:00}. */
final class Times {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter();

  /** Before CloudWatch was: a clock that says so is not believed. */
  private static final int FIRST_YEAR = 2009;

  private static final int LAST_YEAR = 9999;

  private Times() {}

  static Optional<Instant> find(JsonObject object, String name) {
    return object.findText(name).map(Times::parse);
  }

  static Instant parse(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, FORMAT);
      if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
        throw new MalformedJsonException("no believable time: " + Text.plain(text), null);
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new MalformedJsonException("no time: " + Text.plain(text), e);
    }
  }
}
