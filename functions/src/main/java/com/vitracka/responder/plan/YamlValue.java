package com.vitracka.responder.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file that knows where it stands, so that an error can say so. */
sealed interface YamlValue {
  Place place();

  /** Maps, lists, strings, numbers and booleans. */
  @Nullable Object plain();

  /** A line of a file, counted from 1. */
  record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  record Entry(Place place, YamlValue value) {}

  record Mapping(Place place, Map<String, Entry> entries) implements YamlValue {
    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
      return plain;
    }
  }

  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    @Override
    public Object plain() {
      return items.stream().map(YamlValue::plain).toList();
    }
  }

  record Scalar(Place place, @Nullable Object plain) implements YamlValue {}
}
