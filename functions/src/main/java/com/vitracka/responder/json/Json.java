package com.vitracka.responder.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/**
 * JSON as maps and lists.
 *
 * <p>jackson-jr, not databind: at a cold start it costs a quarter of the processor time
 * (docs/adr/0005-json.md).
 */
public final class Json {
  private static final JSON JACKSON =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .disable(JSON.Feature.WRITE_NULL_PROPERTIES)
          .enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final JSON WITH_NULLS = JACKSON.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private Json() {}

  /**
   * Reads an object.
   *
   * @throws MalformedJsonException when the text is not one JSON object
   */
  public static JsonObject object(String text) {
    try {
      return asObject(JACKSON.anyFrom(text));
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** {@link #object(String)} of UTF-8 bytes. */
  public static JsonObject object(byte[] text) {
    try {
      return asObject(JACKSON.anyFrom(text));
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** By kind and place: the parser's own words repeat the text, which may hold a secret. */
  private static MalformedJsonException malformed(IOException e) {
    String kind =
        switch (e) {
          case JsonEOFException end -> "it ends in the middle";
          case StreamConstraintsException limit -> limit.getOriginalMessage();
          default -> "it breaks the rules of JSON";
        };
    return new MalformedJsonException(
        "no JSON object: "
            + kind
            + (e instanceof JacksonException parsing && parsing.getLocation() != null
                ? " (line %d, column %d)"
                    .formatted(
                        parsing.getLocation().getLineNr(), parsing.getLocation().getColumnNr())
                : ""),
        null);
  }

  private static JsonObject asObject(Object value) {
    if (value instanceof Map<?, ?> map) {
      return JsonObject.of(map);
    }
    throw new MalformedJsonException("expected a JSON object", null);
  }

  /** Compact JSON of maps, lists, strings, numbers and booleans; nulls are left out. */
  public static String write(Object value) {
    return write(JACKSON, value);
  }

  /** As {@link #write}, keeping nulls: for documents of others that must survive unchanged. */
  public static String writeWithNulls(Object value) {
    return write(WITH_NULLS, value);
  }

  /** Indented JSON for people. */
  public static String pretty(Object value) {
    return write(JACKSON.with(JSON.Feature.PRETTY_PRINT_OUTPUT), value);
  }

  private static String write(JSON json, Object value) {
    try {
      return json.asString(value);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }
}
