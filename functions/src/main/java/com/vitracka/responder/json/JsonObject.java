package com.vitracka.responder.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: {@code find…} where a member may be absent, the plain name where it must be there.
 */
public final class JsonObject {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, @Nullable Object> members;

  private JsonObject(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  public static JsonObject of(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(String.valueOf(key), value));
    return new JsonObject(members);
  }

  /** The members in their order; a value may be null. */
  public Map<String, @Nullable Object> values() {
    return Collections.unmodifiableMap(members);
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  public Optional<String> findText(String name) {
    Object value = members.get(name);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  /** Text of a member that must be there; numbers and booleans as they are written. */
  public String text(String name) {
    return findText(name).orElseThrow(() -> missing(name, "a text"));
  }

  public Optional<JsonObject> findObject(String name) {
    return members.get(name) instanceof Map<?, ?> map ? Optional.of(of(map)) : Optional.empty();
  }

  public JsonObject object(String name) {
    return findObject(name).orElseThrow(() -> missing(name, "an object"));
  }

  /** The objects of a list; empty when there is none. */
  public List<JsonObject> objects(String name) {
    return list(name).stream()
        .<JsonObject>mapMulti(
            (item, sink) -> {
              if (item instanceof Map<?, ?> map) {
                sink.accept(of(map));
              }
            })
        .toList();
  }

  /** The texts of a list; empty when there is none. */
  public List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  private List<?> list(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  public Optional<Long> findNumber(String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  public long number(String name) {
    return findNumber(name).orElseThrow(() -> missing(name, "a number"));
  }

  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  public Optional<Instant> findInstant(String name) {
    return findText(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException e) {
                throw new MalformedJsonException("'" + name + "' is no time: " + text, e);
              }
            });
  }

  public Instant instant(String name) {
    return findInstant(name).orElseThrow(() -> missing(name, "a time"));
  }

  /** Calls with name and value of each member that is an object. */
  public void forEachObject(BiConsumer<String, JsonObject> action) {
    members.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> map) {
            action.accept(name, of(map));
          } else {
            throw missing(name, "an object");
          }
        });
  }

  private static MalformedJsonException missing(String name, String kind) {
    return new MalformedJsonException("'" + name + "' is missing or not " + kind, null);
  }

  @Override
  public String toString() {
    return Json.write(members);
  }
}
