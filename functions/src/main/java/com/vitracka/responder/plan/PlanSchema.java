package com.vitracka.responder.plan;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.YamlValue.Entry;
import com.vitracka.responder.plan.YamlValue.Mapping;
import com.vitracka.responder.plan.YamlValue.Place;
import com.vitracka.responder.plan.YamlValue.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds a plan against {@code plan.schema.json}; each fault says file, line, key and remedy. */
final class PlanSchema {
  private static final String RESOURCE = "plan.schema.json";
  private static final int MAX_FAULTS = 20;

  private final String text = resource();
  private final JsonNode document = JsonMapper.shared().readTree(text);
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);

  /**
   * @throws PlanException with up to 20 faults, a line each
   */
  void check(Mapping plan) {
    List<Fault> faults =
        schema.validate(Json.writeWithNulls(plan.plain()), InputFormat.JSON).stream()
            .map(error -> fault(error, plan))
            .distinct()
            .sorted(
                Comparator.comparing(Fault::place, Comparator.comparing(Place::file))
                    .thenComparingInt(fault -> fault.place().line()))
            .toList();
    if (!faults.isEmpty()) {
      throw new PlanException(
          faults.stream().limit(MAX_FAULTS).map(Fault::toString).collect(Collectors.joining("\n"))
              + (faults.size() > MAX_FAULTS
                  ? "\nand " + (faults.size() - MAX_FAULTS) + " more"
                  : ""));
    }
  }

  private Fault fault(Error error, Mapping plan) {
    List<String> path = new ArrayList<>();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      path.add(String.valueOf(error.getInstanceLocation().getElement(i)));
    }
    JsonNode rule = ruleOf(error);
    String remedy = rule.path("description").asString("see docs/reference/plan.md");
    String property = Objects.requireNonNullElse(error.getProperty(), "");
    return switch (error.getKeyword()) {
      case "additionalProperties" -> {
        List<String> known = names(rule.path("properties"));
        path.add(property);
        yield new Fault(
            find(plan, path).place(),
            path,
            "the plan knows no key '" + Shown.of(property) + "' here",
            known.isEmpty() ? remedy : "known are " + String.join(", ", known));
      }
      case "required" -> {
        Place place = find(plan, path).place();
        path.add(property);
        yield new Fault(place, path, "'" + property + "' is missing", "add it; " + remedy);
      }
      case "type" ->
          new Fault(
              find(plan, path).place(),
              path,
              "expected "
                  + kind(rule.path("type").asString(""))
                  + " but found "
                  + shown(plan, path),
              remedy);
      case "minItems", "minProperties" ->
          new Fault(find(plan, path).place(), path, "is empty", remedy);
      case "maxItems", "maxProperties" ->
          new Fault(find(plan, path).place(), path, "holds too many", remedy);
      default ->
          new Fault(
              find(plan, path).place(), path, shown(plan, path) + " cannot be used here", remedy);
    };
  }

  /** The part of the schema whose keyword failed. */
  private JsonNode ruleOf(Error error) {
    String fragment = String.valueOf(error.getSchemaLocation().getFragment());
    int keyword = fragment.lastIndexOf('/');
    return document.at(keyword <= 0 ? "" : fragment.substring(0, keyword));
  }

  private static List<String> names(JsonNode properties) {
    return StreamSupport.stream(properties.propertyNames().spliterator(), false).toList();
  }

  private static String kind(String type) {
    return switch (type) {
      case "object" -> "keys with values";
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "string" -> "a text";
      default -> type;
    };
  }

  private static String shown(Mapping plan, List<String> path) {
    return switch (find(plan, path).value()) {
      case Mapping mapping -> "keys with values";
      case Sequence sequence -> "a list";
      case YamlValue.Scalar scalar ->
          scalar.plain() == null ? "nothing" : "'" + Shown.of(scalar.plain()) + "'";
    };
  }

  /** The entry at that path, or the nearest one above it. */
  static Entry find(Mapping plan, List<String> path) {
    Entry at = new Entry(plan.place(), plan);
    for (String name : path) {
      Entry next =
          switch (at.value()) {
            case Mapping mapping -> mapping.entries().get(name);
            case Sequence sequence -> item(sequence, name);
            case YamlValue.Scalar scalar -> null;
          };
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static @Nullable Entry item(Sequence sequence, String index) {
    if (!index.chars().allMatch(Character::isDigit)
        || Integer.parseInt(index) >= sequence.items().size()) {
      return null;
    }
    YamlValue item = sequence.items().get(Integer.parseInt(index));
    return new Entry(item.place(), item);
  }

  private static String resource() {
    try (InputStream in = PlanSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the plan's schema could not be read", e);
    }
  }

  private record Fault(Place place, List<String> path, String reason, String remedy) {
    @Override
    public String toString() {
      return place + ": " + Shown.of(String.join(".", path)) + ": " + reason + "; " + remedy;
    }
  }
}
