package com.vitracka.responder.local.agentcore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts invocations and sends the sums to CloudWatch at each interval. */
final class Metrics {

  /** How an invocation ended. */
  enum Outcome {
    ANSWERED,
    USER_ERROR,
    SYSTEM_ERROR,
    THROTTLED
  }

  private record Subject(String region, String name, String arn) {}

  private static final class Counts {
    private int invocations;
    private int userErrors;
    private int systemErrors;
    private int throttles;
    private final List<Double> latencies = new ArrayList<>();
  }

  private static final int MOST_LATENCIES = 1000; // of one subject in one interval
  private static final int VALUES_A_DATUM = 150; // CloudWatch's limit
  private static final int DATA_A_CALL = 500;

  private final Signals signals;
  private final Clock clock;
  private Map<Subject, Counts> counts = new LinkedHashMap<>();

  Metrics(Signals signals, Clock clock) {
    this.signals = signals;
    this.clock = clock;
  }

  synchronized void record(
      RuntimeRecord runtime, String endpoint, Outcome outcome, Duration latency) {
    Counts sum =
        counts.computeIfAbsent(
            new Subject(runtime.region(), runtime.name() + "::" + endpoint, runtime.arn()),
            subject -> new Counts());
    sum.invocations++;
    switch (outcome) {
      case ANSWERED -> {}
      case USER_ERROR -> sum.userErrors++;
      case SYSTEM_ERROR -> sum.systemErrors++;
      case THROTTLED -> sum.throttles++;
    }
    if (sum.latencies.size() < MOST_LATENCIES) {
      sum.latencies.add(latency.toNanos() / 1e6);
    }
  }

  /** Sends what was counted since the last time; what cannot be sent is lost, as in a metric. */
  void flush() {
    Map<Subject, Counts> taken = take();
    Map<String, List<Signals.Datum>> byRegion = new LinkedHashMap<>();
    Instant now = clock.instant();
    taken.forEach(
        (subject, sum) ->
            byRegion
                .computeIfAbsent(subject.region(), region -> new ArrayList<>())
                .addAll(data(subject, sum, now)));
    byRegion.forEach(
        (region, data) -> {
          for (int from = 0; from < data.size(); from += DATA_A_CALL) {
            signals.putMetrics(
                region, data.subList(from, Math.min(data.size(), from + DATA_A_CALL)));
          }
        });
  }

  synchronized void clear() {
    counts = new LinkedHashMap<>();
  }

  private synchronized Map<Subject, Counts> take() {
    Map<Subject, Counts> taken = counts;
    counts = new LinkedHashMap<>();
    return taken;
  }

  private static List<Signals.Datum> data(Subject subject, Counts sum, Instant now) {
    Map<String, String> dimensions =
        Map.of(
            "Operation", "InvokeAgentRuntime", "Name", subject.name(), "Resource", subject.arn());
    List<Signals.Datum> data = new ArrayList<>();
    Map<String, Integer> sums = new LinkedHashMap<>();
    sums.put("Invocations", sum.invocations);
    sums.put("SystemErrors", sum.systemErrors);
    sums.put("UserErrors", sum.userErrors);
    sums.put("Errors", sum.systemErrors + sum.userErrors);
    sums.put("Throttles", sum.throttles);
    sums.forEach(
        (name, value) ->
            data.add(
                new Signals.Datum(name, dimensions, "Count", List.of(value.doubleValue()), now)));
    for (int from = 0; from < sum.latencies.size(); from += VALUES_A_DATUM) {
      data.add(
          new Signals.Datum(
              "Latency",
              dimensions,
              "Milliseconds",
              sum.latencies.subList(from, Math.min(sum.latencies.size(), from + VALUES_A_DATUM)),
              now));
    }
    return data;
  }
}
