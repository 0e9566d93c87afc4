package com.vitracka.responder.local.simulation;

import com.vitracka.responder.detect.Executions.Machine;
import com.vitracka.responder.detect.Executions.Outcome;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.json.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened, over one history or many. */
final class Coverage {
  /** How often each of an enum's values. */
  private static final class Tally<E extends Enum<E>> {
    private static final class Count {
      private long times;
    }

    private final Map<E, Count> counts;

    Tally(Class<E> type) {
      this.counts = new EnumMap<>(type);
      for (E value : type.getEnumConstants()) {
        counts.put(value, new Count());
      }
    }

    private Count of(E value) {
      return java.util.Objects.requireNonNull(counts.get(value));
    }

    void count(E value) {
      of(value).times++;
    }

    long times(E value) {
      return of(value).times;
    }

    long all() {
      return counts.values().stream().mapToLong(count -> count.times).sum();
    }

    void add(Tally<E> other) {
      counts.forEach((value, count) -> count.times += other.times(value));
    }

    Map<String, Long> named() {
      Map<String, Long> named = new LinkedHashMap<>();
      counts.forEach((value, count) -> named.put(value.name(), count.times));
      return named;
    }
  }

  private final Tally<Point> calls = new Tally<>(Point.class);
  private final Map<Point, Tally<Fault>> struck = new EnumMap<>(Point.class);
  private final Tally<Part> invocations = new Tally<>(Part.class);
  private final Tally<Machines.Stage> stages = new Tally<>(Machines.Stage.class);
  private final Tally<Cause> causes = new Tally<>(Cause.class);
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private long incidents;
  private long changes;
  private long messages;

  void called(Point point) {
    calls.count(point);
  }

  void struck(Point point, Fault fault) {
    ofPoint(point).count(fault);
  }

  void invoked(Part part) {
    invocations.count(part);
  }

  void entered(Machines.Stage stage) {
    stages.count(stage);
  }

  void began(Cause cause) {
    causes.count(cause);
  }

  void spoilt(Health code) {
    count("code", code + ", spoilt");
  }

  void deployed(Health code) {
    count("code", code + ", deployed by the team");
  }

  void moved(JsonObject move) {
    count(
        "move",
        move.findText("move").orElse("?")
            + move.findText("step").map(step -> " " + step).orElse(""));
  }

  void ended(Machine machine, Outcome outcome) {
    count("execution", machine + " " + outcome);
  }

  void opened(Subject subject) {
    incidents++;
    count(
        "incident",
        "opened for " + (subject instanceof Subject.OneAgent ? "an agent" : "the account"));
  }

  void became(Incident incident, String how) {
    count("incident", incident.getClass().getSimpleName() + " " + how);
  }

  void judged(String rule) {
    count("rule", rule);
  }

  void changed(Step step) {
    changes++;
    count("change", step.name());
  }

  void sent(String kind, String via) {
    messages++;
    count("message", kind + " by " + via);
  }

  void did(String what) {
    count("people", what);
  }

  void filed(Reports.Form form) {
    count("report", form.name());
  }

  void beat(String of) {
    count("heartbeat", of);
  }

  void lost() {
    count("delivery", "lost");
  }

  void deliveredTwice() {
    count("delivery", "twice");
  }

  void deadLetter() {
    count("delivery", "dead letter");
  }

  void told(String level) {
    count("history", level);
  }

  private void count(String group, String what) {
    counts.computeIfAbsent(group, _ -> new TreeMap<>()).merge(what, 1L, Long::sum);
  }

  long incidents() {
    return incidents;
  }

  long changes() {
    return changes;
  }

  long messages() {
    return messages;
  }

  void add(Coverage other) {
    calls.add(other.calls);
    other.struck.forEach((point, faults) -> ofPoint(point).add(faults));
    invocations.add(other.invocations);
    stages.add(other.stages);
    causes.add(other.causes);
    other.counts.forEach(
        (group, whats) ->
            whats.forEach(
                (what, times) ->
                    counts
                        .computeIfAbsent(group, _ -> new TreeMap<>())
                        .merge(what, times, Long::sum)));
    incidents += other.incidents;
    changes += other.changes;
    messages += other.messages;
  }

  /** By group, then by what it is; groups and entries that never happened among the enums too. */
  Map<String, Map<String, Long>> groups() {
    Map<String, Map<String, Long>> groups = new LinkedHashMap<>();
    groups.put("function", invocations.named());
    groups.put("state of a machine", stages.named());
    groups.put("cause", causes.named());
    groups.putAll(counts);
    return groups;
  }

  private Tally<Fault> ofPoint(Point point) {
    return struck.computeIfAbsent(point, _ -> new Tally<>(Fault.class));
  }

  /** Of functions. */
  long invocations() {
    return invocations.all();
  }

  /** Of services. */
  long calls() {
    return calls.all();
  }

  long calls(Point point) {
    return calls.times(point);
  }

  long struckAt(Point point, Fault fault) {
    return ofPoint(point).times(fault);
  }
}
