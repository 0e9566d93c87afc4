package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How long the service takes and where its limits lie. The defaults, each with its source, are in
 * {@code agentcore-timings.properties}; an environment variable (createDuration is
 * AGENTCORE_CREATE_DURATION) overrides one at the start, {@code POST /_local/timings} later.
 */
final class Timings {
  private static final String DEFAULTS = "/agentcore-timings.properties";

  private final Map<String, String> defaults;
  private volatile Map<String, String> values;

  private Timings(Map<String, String> defaults) {
    this.defaults = Map.copyOf(defaults);
    this.values = this.defaults;
    defaults.keySet().forEach(this::check);
  }

  static Timings load(Map<String, String> environment) {
    Properties properties = new Properties();
    try (InputStream in = Timings.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is missing from the classpath");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(DEFAULTS + " cannot be read", e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      String override = environment.get(variable(name));
      values.put(name, override == null ? properties.getProperty(name).strip() : override);
    }
    return new Timings(values);
  }

  Duration duration(String name) {
    try {
      return Duration.parse(text(name));
    } catch (DateTimeParseException e) {
      throw AwsError.validation(
          "%s must be an ISO-8601 duration such as PT5S, not '%s'".formatted(name, text(name)), e);
    }
  }

  int limit(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw AwsError.validation(
          "%s must be a whole number, not '%s'".formatted(name, text(name)), e);
    }
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw AwsError.validation(
          "There is no timing '%s'; there are %s".formatted(name, defaults.keySet()));
    }
    return value;
  }

  synchronized void override(JsonNode changes) {
    Map<String, String> before = values;
    Map<String, String> next = new TreeMap<>(before);
    changes.properties().forEach(change -> next.put(change.getKey(), change.getValue().asText()));
    values = Map.copyOf(next);
    try {
      changes.fieldNames().forEachRemaining(this::check);
    } catch (AwsError e) {
      values = before;
      throw e;
    }
  }

  void reset() {
    values = defaults;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    new TreeMap<>(values).forEach(json::put);
    return json;
  }

  private void check(String name) {
    if (!defaults.containsKey(name)) {
      throw AwsError.validation(
          "There is no timing '%s'; there are %s".formatted(name, defaults.keySet()));
    }
    if (name.startsWith("max")) {
      limit(name);
    } else if (name.endsWith("Duration")
        || name.endsWith("Timeout")
        || name.endsWith("Interval")
        || name.endsWith("Delay")
        || name.endsWith("Lifetime")) {
      duration(name);
    }
  }

  private static String variable(String name) {
    return "AGENTCORE_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
