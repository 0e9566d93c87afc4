package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand damaged events, the same at each run. Whatever arrives ends as one of the four
 * decisions and is kept somewhere; one in which nothing that matters was changed still opens its
 * incident.
 */
class MutatedEventsTest {
  private static final int EVENTS = 10_000;
  private static final long SEED = 20_261_124;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void every_damaged_event_is_decided_and_kept() {
    Map<String, Integer> counts = new TreeMap<>();
    int valid = 0;
    List<String> files = EventFiles.names();
    Map<String, String> texts =
        files.stream().collect(Collectors.toMap(file -> file, EventFiles::read));
    Map<String, List<String>> expected = EventFiles.expected();
    for (int i = 0; i < EVENTS; i++) {
      String file = files.get(random.nextInt(files.size()));
      String original = Objects.requireNonNull(texts.get(file));
      String mutated = mutate(original);
      World world = new World();

      List<Decision> decisions = world.intake.receive(mutated);
      // Lambda and SNS deliver at least once.
      List<Decision> again = world.intake.receive(mutated);

      String what = "event " + i + ", of " + file + ": " + mutated;
      assertThat(decisions).as(what).isNotEmpty().hasSameSizeAs(again);
      for (Decision decision : decisions) {
        counts.merge(World.decision(decision), 1, Integer::sum);
        assertThat(decision.reason()).as(what).isNotBlank();
      }
      for (Decision decision : again) {
        counts.merge(World.decision(decision), 1, Integer::sum);
        assertThat(decision).as(what).isNotInstanceOf(Decision.Opened.class);
      }
      if (!(decisions.getFirst() instanceof Decision.Reconciled)) {
        assertThat(world.isAnythingKept()).as(what).isTrue();
      }
      Optional<Map<String, Object>> parts = matters(mutated);
      if (parts.isPresent() && parts.equals(matters(original))) {
        valid++;
        assertThat(decisions.stream().map(World::decision).toList())
            .as(what)
            .isEqualTo(expected.get(file));
      }
    }
    System.out.println(
        EVENTS
            + " mutated events, each delivered twice (seed "
            + SEED
            + "): "
            + counts
            + "; still valid: "
            + valid);
    assertThat(counts.keySet()).containsExactly("DUPLICATE", "IGNORED", "INCIDENT", "QUARANTINED");
    assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThanOrEqualTo(2 * EVENTS);
    assertThat(valid).isGreaterThan(EVENTS / 10);
  }

  private String mutate(String event) {
    String mutated = event;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      mutated = random.nextInt(3) == 0 ? mutateText(mutated) : mutateJson(mutated);
    }
    return mutated;
  }

  private String mutateText(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at + 1);
      case 3 -> text.substring(0, at) + text.substring(at) + text.substring(at);
      case 4 -> text.replaceAll("\\s{2,}", " ");
      default -> text.substring(at);
    };
  }

  /** Changes one member, at any depth, also inside the texts that hold JSON. */
  private String mutateJson(String text) {
    try {
      return Json.writeWithNulls(mutateObject(Json.object(text).values()));
    } catch (MalformedJsonException e) {
      return mutateText(text);
    }
  }

  private Map<String, @Nullable Object> mutateObject(Map<?, ?> object) {
    Map<String, @Nullable Object> mutated = new LinkedHashMap<>();
    object.forEach((name, value) -> mutated.put(String.valueOf(name), value));
    if (mutated.isEmpty() || random.nextInt(20) == 0) {
      mutated.put("added" + random.nextInt(9), strange(random));
      return mutated;
    }
    List<String> names = new ArrayList<>(mutated.keySet());
    String name = names.get(random.nextInt(names.size()));
    Object value = mutated.get(name);
    if (value instanceof Map<?, ?> map && random.nextInt(8) != 0) {
      mutated.put(name, mutateObject(map));
    } else if (value instanceof List<?> list && !list.isEmpty() && random.nextInt(8) != 0) {
      mutated.put(name, mutateList(list));
    } else if (value instanceof String text && text.startsWith("{") && random.nextInt(8) != 0) {
      mutated.put(name, mutateJson(text));
    } else if (random.nextInt(4) == 0) {
      mutated.remove(name);
    } else {
      mutated.put(name, value instanceof String text ? mutateValue(text) : strange(random));
    }
    return mutated;
  }

  private List<@Nullable Object> mutateList(List<?> list) {
    List<@Nullable Object> mutated = new ArrayList<>(list);
    int at = random.nextInt(list.size());
    switch (random.nextInt(4)) {
      case 0 -> mutated.add(list.get(at));
      case 1 -> mutated.set(at, strange(random));
      default -> mutated.set(at, list.get(at) instanceof Map<?, ?> map ? mutateObject(map) : "x");
    }
    return mutated;
  }

  private @Nullable Object mutateValue(String text) {
    return switch (random.nextInt(6)) {
      case 0 -> text + " ";
      case 1 -> text.replace("111122223333", "444455556666");
      case 2 -> text.replace("2026-", random.nextBoolean() ? "1926-" : "2126-");
      case 3 -> text.replace("eu-west-1", "us-east-1");
      case 4 -> text.toLowerCase(java.util.Locale.ROOT);
      default -> strange(random);
    };
  }

  private static @Nullable Object strange(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> -1;
      case 3 -> true;
      case 4 -> List.of();
      case 5 -> Map.of();
      case 6 -> "\u202E\u0000\ud800" + "x".repeat(random.nextInt(3000));
      case 7 -> "+999999999-12-31T23:59:59Z";
      case 8 -> List.of(Map.of("a", 1), "b");
      default -> new java.math.BigDecimal("1e400");
    };
  }

  /**
   * What of an event decides, read here by a way of its own; empty for what cannot be read or has
   * no such parts.
   */
  private static Optional<Map<String, Object>> matters(String raw) {
    try {
      JsonObject event = Json.object(raw);
      Map<String, Object> parts = new TreeMap<>();
      List<JsonObject> records = event.objects("Records");
      for (int i = 0; i < records.size(); i++) {
        JsonObject sns = records.get(i).object("Sns");
        parts.put(i + "topic", sns.text("TopicArn"));
        keep(parts, i + "", records.get(i), List.of("EventSource", "EventSubscriptionArn"));
        keep(
            parts,
            i + "",
            Json.object(sns.text("Message")),
            List.of(
                "AlarmName",
                "AWSAccountId",
                "NewStateValue",
                "StateChangeTime",
                "AlarmArn",
                "Trigger",
                "AlarmRule",
                "TriggeringChildren"));
      }
      keep(
          parts,
          "",
          event,
          List.of(
              "source",
              "account",
              "accountId",
              "region",
              "resources",
              "detail-type",
              "time",
              "alarmArn",
              "do",
              "agent",
              "at"));
      parts.put("record count", event.texts("Records").size());
      if (event.has("do")) {
        parts.put("members", new TreeSet<>(event.values().keySet()));
      }
      for (String inner : List.of("detail", "alarmData")) {
        Optional<JsonObject> data = event.findObject(inner);
        parts.put("has " + inner, event.has(inner));
        if (data.isPresent()) {
          keep(
              parts,
              inner,
              data.get(),
              List.of(
                  "alarmName",
                  "configuration",
                  "state",
                  "eventName",
                  "awsRegion",
                  "errorCode",
                  "requestParameters",
                  "recipientAccountId",
                  "eventTime",
                  "agent"));
        }
      }
      return Optional.of(parts);
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static void keep(
      Map<String, Object> parts, String prefix, JsonObject from, List<String> names) {
    for (String name : names) {
      parts.put(prefix + name, String.valueOf(from.values().get(name)));
    }
  }
}
