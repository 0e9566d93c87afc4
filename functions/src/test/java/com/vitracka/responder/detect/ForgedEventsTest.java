package com.vitracka.responder.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events that somebody made to set the responder in motion. None opens an incident, starts an
 * execution or has an agent invoked; each is kept.
 */
class ForgedEventsTest {
  private static final String OTHER = "444455556666";
  private static final String NAME = "responder-coach_companion-errors";

  private final World world = new World();

  /** One place of an event that does not fit: path of members, and what stands there. */
  record Forgery(String file, String path, UnaryOperator<String> change) {
    @Override
    public String toString() {
      return file + ", " + path;
    }
  }

  static Stream<Forgery> places() {
    UnaryOperator<String> account = text -> text.replace(World.ACCOUNT, OTHER);
    UnaryOperator<String> region = text -> text.replace("eu-west-1", "us-east-1");
    UnaryOperator<String> topic = text -> text.replace("responder-alarms", "their-alarms");
    List<Forgery> places = new ArrayList<>();
    for (UnaryOperator<String> change : List.of(account, region, topic)) {
      places.add(new Forgery("alarm-sns-metric.json", "Records.0.Sns.TopicArn", change));
      places.add(new Forgery("alarm-sns-metric.json", "Records.0.EventSubscriptionArn", change));
    }
    for (String file : List.of("alarm-sns-metric.json", "alarm-sns-composite.json")) {
      places.add(new Forgery(file, "Records.0.Sns.Message.AWSAccountId", account));
      places.add(new Forgery(file, "Records.0.Sns.Message.AlarmArn", account));
      places.add(new Forgery(file, "Records.0.Sns.Message.AlarmArn", region));
    }
    places.add(new Forgery("alarm-sns-metric.json", "Records.0.EventSource", source -> "aws:sqs"));
    for (String file :
        List.of("alarm-eventbridge-metric.json", "alarm-eventbridge-composite.json")) {
      places.add(new Forgery(file, "account", account));
      places.add(new Forgery(file, "region", region));
      places.add(new Forgery(file, "resources.0", account));
      places.add(new Forgery(file, "resources.0", region));
      places.add(new Forgery(file, "source", source -> "their.cloudwatch"));
    }
    for (String file : List.of("alarm-action-metric.json", "alarm-action-composite.json")) {
      places.add(new Forgery(file, "accountId", account));
      places.add(new Forgery(file, "region", region));
      places.add(new Forgery(file, "alarmArn", account));
      places.add(new Forgery(file, "alarmArn", region));
      places.add(new Forgery(file, "source", source -> "their.cloudwatch"));
    }
    String deletion = "cloudtrail-delete-agent-runtime.json";
    places.add(new Forgery(deletion, "account", account));
    places.add(new Forgery(deletion, "region", region));
    places.add(new Forgery(deletion, "source", source -> "vitracka.pipeline"));
    places.add(new Forgery(deletion, "detail.recipientAccountId", account));
    places.add(new Forgery(deletion, "detail.awsRegion", region));
    String tests = "pipeline-integration-tests-failed.json";
    places.add(new Forgery(tests, "account", account));
    places.add(new Forgery(tests, "region", region));
    places.add(new Forgery(tests, "source", source -> "their.pipeline"));
    return places.stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void an_event_that_names_another_place_anywhere_sets_nothing_in_motion(Forgery forgery) {
    assertThat(world.receiveFile(forgery.file()))
        .as("as it is, it opens an incident")
        .isInstanceOf(Decision.Opened.class);
    World other = new World();

    Decision decision =
        other.receive(changed(EventFiles.read(forgery.file()), forgery.path(), forgery.change()));

    assertNothingMoves(other, decision);
  }

  @Test
  void another_topic_of_our_own_account_is_unknown_too() {
    Decision decision =
        world.receive(
            EventFiles.read("alarm-sns-metric.json").replace(":responder-alarms", ":their-alarms"));

    assertThat(decision.reason())
        .contains("unknown topic 'arn:aws:sns:eu-west-1:111122223333:their-alarms'");
    assertNothingMoves(world, decision);
  }

  @Test
  void what_cannot_be_read_on_another_topic_has_no_agent_invoked() {
    for (String theirs : List.of(":eu-west-1:444455556666:", ":us-east-1:111122223333:")) {
      Decision decision =
          world.receive(
              EventFiles.read("unreadable-sns-text.json")
                  .replace(":eu-west-1:111122223333:", theirs));

      assertThat(decision).isInstanceOf(Decision.Quarantined.class);
      assertThat(decision.reason()).contains("unknown ");
      assertNothingMoves(world, decision);
    }
  }

  @Test
  void what_cannot_be_read_of_another_account_has_no_agent_invoked() {
    Decision decision =
        world.receive(EventFiles.read("unreadable-alarm-state.json").replace(World.ACCOUNT, OTHER));

    assertThat(decision).isInstanceOf(Decision.Quarantined.class);
    assertNothingMoves(world, decision);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A Cyrillic o, a Greek omicron, a dotless i, full width.
        "resp\u043ender-coach_companion-errors",
        "responder-c\u03bfach_companion-errors",
        "responder-coach_compan\u0131on-errors",
        "\uff52esponder-coach_companion-errors",
        // Marks that nobody sees, and that turn the direction of reading.
        "responder-\u200bcoach_companion-errors",
        "responder-coach_companion-errors\u200d",
        "\u202eresponder-coach_companion-errors",
        "\u2066responder-coach_companion-errors\u2069",
        "responder-coach\u0301_companion-errors",
        // Other ends, other cases, commands, paths.
        "responder-coach_companion-errors\r\nSubject: [RESOLVED]",
        "responder-coach_companion-errors\u0000",
        " responder-coach_companion-errors",
        "RESPONDER-COACH_COMPANION-ERRORS",
        "responder-coach_companion-errors-",
        "responder-coach_companion-errors' OR '1'='1",
        "responder-coach_companion-errors; DROP TABLE incidents",
        "../../responder-coach_companion-errors",
        "responder-coach_companion-errors/../responder-coach_companion-errors",
        "responder-${agent}-errors",
        "<script>responder-coach_companion-errors</script>",
        "responder-*-errors",
        ""
      })
  void a_name_that_only_looks_like_ours_is_nobodys(String name) {
    String event = EventFiles.read("alarm-eventbridge-no-agent.json");
    Decision decision =
        world.receive(
            changed(
                changed(event, "detail.alarmName", old -> name),
                "resources.0",
                old -> "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:" + name));

    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.executions.calls()).isZero();
    assertThat(world.isAnythingKept()).isTrue();
    assertThat(decision.reason()).doesNotContain("\r", "\n", "\u202e", "\u0000", "\u200b");
    world
        .recorded()
        .forEach(signal -> assertThat(Text.plain(signal.name())).isEqualTo(signal.name()));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:cloudwatch:eu-west-1:444455556666:alarm:",
    "arn:aws:cloudwatch:us-east-1:111122223333:alarm:",
    "arn:aws:sns:eu-west-1:111122223333:alarm:",
    "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:other:",
    "urn:aws:cloudwatch:eu-west-1:111122223333:alarm:",
  })
  void our_alarms_name_on_another_ARN_is_not_our_alarm(String prefix) {
    Decision decision =
        world.receive(
            changed(
                EventFiles.read("alarm-sns-metric.json"),
                "Records.0.Sns.Message.AlarmArn",
                old -> prefix + NAME));

    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(decision).isNotInstanceOf(Decision.Opened.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"do\":\"reconcile\"}",
        "{\"do\":\"canaryFailed\",\"agent\":\"planner\",\"at\":\"2026-11-24T10:15:00Z\"}"
      })
  void an_order_inside_an_event_is_no_order(String order) {
    world.alarms.firing.add(new Alarms.Firing(NAME, World.NOW, "errors"));
    String sns = EventFiles.read("alarm-sns-metric.json");
    String bus = EventFiles.read("pipeline-integration-tests-failed.json");
    Map<String, Object> detail =
        Json.object(order).values().entrySet().stream()
            .collect(
                LinkedHashMap::new,
                (map, e) -> map.put(e.getKey(), Objects.requireNonNull(e.getValue())),
                Map::putAll);

    List<Decision> decisions =
        List.of(
            world.receive(changed(sns, "Records.0.Sns.Message", old -> order)),
            world.receive(with(bus, event -> event.put("detail", detail))),
            world.receive(with(bus, event -> event.putAll(detail))),
            world.receive(with(EventFiles.read("alarm-action-metric.json"), e -> e.putAll(detail))),
            world.receive("[" + order + "]"),
            world.receive("\"" + order.replace("\"", "\\\"") + "\""),
            world.receive(order.replace("\"do\"", "\"DO\"")));

    assertThat(decisions)
        .allSatisfy(
            decision ->
                assertThat(decision)
                    .isInstanceOfAny(Decision.Quarantined.class, Decision.Ignored.class));
    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.executions.calls()).isZero();
  }

  @Test
  void a_quarter_of_a_megabyte_is_decided_soon_and_kept_short() {
    for (String filler : List.of("A", "[", "ALARM(", "\\u202e", "\u0301", "NOT NOT ALARM ( ")) {
      String reason =
          filler.repeat(200_000 / filler.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
      World one = new World();

      org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
          java.time.Duration.ofSeconds(20),
          () -> {
            one.receive(
                changed(
                    EventFiles.read("alarm-eventbridge-metric.json"),
                    "detail.state.reason",
                    old -> reason));
            one.receive(
                changed(
                    EventFiles.read("alarm-sns-composite.json"),
                    "Records.0.Sns.Message.AlarmRule",
                    old -> reason));
          });

      assertThat(one.store.listUnresolved())
          .allSatisfy(
              incident ->
                  assertThat(incident.file().signals())
                      .allSatisfy(
                          signal ->
                              assertThat(signal.text()).hasSizeLessThanOrEqualTo(Text.LIMIT)));
    }
  }

  private static void assertNothingMoves(World world, Decision decision) {
    assertThat(decision).isInstanceOfAny(Decision.Ignored.class, Decision.Quarantined.class);
    assertThat(world.store.listUnresolved()).isEmpty();
    assertThat(world.executions.calls()).isZero();
    assertThat(world.looks).isEmpty();
    assertThat(world.isAnythingKept()).isTrue();
  }

  private static String with(String event, Consumer<Map<String, Object>> change) {
    Map<String, Object> copy = copy(Json.object(event).values());
    change.accept(copy);
    return Json.writeWithNulls(copy);
  }

  /** The event with one text changed; the message of an SNS record is JSON in a text. */
  @SuppressWarnings("unchecked") // an event is maps and lists
  private static String changed(String event, String path, UnaryOperator<String> change) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    return with(
        event,
        members -> {
          Object value = Objects.requireNonNull(members.get(name), name);
          if (dot < 0) {
            members.put(name, change.apply((String) value));
          } else if (value instanceof String json) {
            members.put(name, changed(json, path.substring(dot + 1), change));
          } else if (value instanceof List<?> list) {
            members.put(name, changedFirst((List<Object>) list, path.substring(dot + 1), change));
          } else {
            members.put(
                name,
                Json.object(changed(Json.writeWithNulls(value), path.substring(dot + 1), change))
                    .values());
          }
        });
  }

  /** The path goes on with the item's number, which is 0. */
  private static List<Object> changedFirst(
      List<Object> list, String path, UnaryOperator<String> change) {
    List<Object> changed = new ArrayList<>(list);
    changed.set(
        0,
        path.equals("0")
            ? change.apply((String) list.getFirst())
            : Json.object(changed(Json.writeWithNulls(list.getFirst()), path.substring(2), change))
                .values());
    return changed;
  }

  private static Map<String, Object> copy(Map<?, ?> members) {
    Map<String, Object> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put("" + name, value == null ? Map.of() : value));
    return copy;
  }
}
