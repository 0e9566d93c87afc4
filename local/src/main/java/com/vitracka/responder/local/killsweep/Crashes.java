package com.vitracka.responder.local.killsweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.killsweep.Blow.Moment;
import com.vitracka.responder.local.killsweep.CrashPoint.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The local AWS as the one that kills, and that sees what functions do. */
final class Crashes {
  private static final String ROUTE = "/_local/crashes";
  private static final int HTTP_OK = 200;

  private final LocalServer aws;

  Crashes(LocalServer aws) {
    this.aws = aws;
  }

  /** A crash that came, and in which invocation. */
  record Crash(String function, String verb, long pid, int invocation) {}

  /** One run of a function. */
  record Invocation(String function, long millis) {}

  /** What an agent's functions did since a mark. */
  record Calls(List<Effect> effects, List<Invocation> invocations) {}

  /** The invocations so far. */
  int mark() {
    return aws.get("/_local/function-calls?after=" + Integer.MAX_VALUE).path("last").asInt();
  }

  /** What was done about an agent and one incident of it, since the mark. */
  Calls since(int mark, String agent, String incident) {
    JsonNode answer = answer(mark, agent);
    Set<Integer> own = new HashSet<>();
    answer.path("invocations").forEach(one -> own.add(one.path("number").asInt()));
    List<Effect> effects = new ArrayList<>();
    for (JsonNode call : answer.path("calls")) {
      // Not the calls of one about all incidents, such as the audit.
      if (isOf(call, incident) && own.contains(call.path("invocation").asInt())) {
        effects.add(effect(call));
      }
    }
    List<Invocation> invocations = new ArrayList<>();
    for (JsonNode one : answer.path("invocations")) {
      if (isOf(one, incident)) {
        double seconds = one.path("ended").asDouble() - one.path("started").asDouble();
        invocations.add(
            new Invocation(one.path("function").asText(), Math.max(1, Math.round(seconds * 1000))));
      }
    }
    return new Calls(List.copyOf(effects), List.copyOf(invocations));
  }

  /** The messages of an incident that were put on their way, each with how often. */
  Map<String, Integer> sends(int mark, String agent, String incident) {
    Map<String, Integer> sends = new LinkedHashMap<>();
    for (JsonNode call : answer(mark, agent).path("calls")) {
      if (isOf(call, incident) && call.path("status").asInt() == HTTP_OK && effect(call).sends()) {
        sends.merge(call.path("target").asText(), 1, Integer::sum);
      }
    }
    return sends;
  }

  /**
   * How many messages the killed invocations had begun without writing down that they left: several
   * may be on their way side by side.
   *
   * @param begins the call that begins one
   */
  int withoutReceipt(int mark, String agent, List<Crash> crashes, Predicate<Effect> begins) {
    int left = 0;
    for (JsonNode call : answer(mark, agent).path("calls")) {
      boolean killed =
          crashes.stream().anyMatch(crash -> crash.invocation() == call.path("invocation").asInt());
      if (killed && call.path("status").asInt() == HTTP_OK) {
        Effect effect = effect(call);
        left += begins.test(effect) ? 1 : 0;
        left -= effect.isReceipt() ? 1 : 0;
      }
    }
    return Math.max(0, left);
  }

  private JsonNode answer(int mark, String agent) {
    return aws.get("/_local/function-calls?after=" + mark + "&about=" + agent);
  }

  private static Effect effect(JsonNode call) {
    return new Effect(
        call.path("function").asText(),
        call.path("verb").asText(),
        call.path("operation").asText(),
        call.path("target").asText());
  }

  private static boolean isOf(JsonNode what, String incident) {
    return what.path("incident").isNull() || what.path("incident").asText().equals(incident);
  }

  /** The numbers under which what is to come is known. */
  List<Integer> arm(Blow blow, String agent) {
    return switch (blow) {
      case Blow.None() -> List.of();
      case Blow.At(CrashPoint point) -> List.of(arm(point, agent));
      case Blow.Random(List<Moment> moments) ->
          moments.stream()
              .map(
                  moment ->
                      post(
                          Map.of(
                              "about",
                              agent,
                              "moment",
                              Map.of(
                                  "invocation",
                                  moment.invocation(),
                                  "afterMs",
                                  moment.afterMillis()))))
              .toList();
    };
  }

  private int arm(CrashPoint point, String agent) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("about", agent);
    order.put("function", point.effect().function());
    order.put("verb", point.effect().verb());
    order.put("operation", point.effect().operation());
    order.put("target", point.effect().target());
    order.put("nth", point.nth());
    order.put("when", point.side().word());
    return post(order);
  }

  private int post(Map<String, Object> order) {
    return aws.post(ROUTE, order).path("number").asInt();
  }

  void withdraw(List<Integer> numbers) {
    numbers.forEach(number -> aws.delete(ROUTE + "?number=" + number));
  }

  /** Those that came, of these. */
  List<Crash> find(List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<Crash> found = new ArrayList<>();
    for (JsonNode crash : aws.get(ROUTE).path("crashes")) {
      Optional.of(crash.path("came"))
          .filter(came -> came.isObject() && numbers.contains(crash.path("number").asInt()))
          .ifPresent(
              came ->
                  found.add(
                      new Crash(
                          came.path("function").asText(),
                          came.path("verb").asText(),
                          came.path("pid").asLong(),
                          came.path("invocation").asInt())));
    }
    return List.copyOf(found);
  }
}
