package com.vitracka.responder.local.agentcore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts invocations by the interval in which they end, and sends each interval's sums to
 * CloudWatch when it is over, dated by its start: an error that was counted before a recovery is
 * never dated after it.
 */
final class Metrics {

  /** How an invocation ended. */
  enum Outcome {
    ANSWERED,
    USER_ERROR,
    SYSTEM_ERROR,
    THROTTLED
  }

  private record Interval(Instant start, Instant end) {
    static Interval of(Instant instant, Duration length) {
      long millis = Math.max(1, length.toMillis());
      Instant start = Instant.ofEpochMilli(instant.toEpochMilli() / millis * millis);
      return new Interval(start, start.plusMillis(millis));
    }
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
  private final Supplier<Duration> length;
  private final Map<Interval, Map<Subject, Counts>> counted = new LinkedHashMap<>();

  /**
   * @param length of an interval; intervals begin at whole multiples of it, as minutes do
   */
  Metrics(Signals signals, Clock clock, Supplier<Duration> length) {
    this.signals = signals;
    this.clock = clock;
    this.length = length;
  }

  synchronized void record(
      RuntimeRecord runtime, String endpoint, Outcome outcome, Duration latency) {
    Counts sum =
        counted
            .computeIfAbsent(
                Interval.of(clock.instant(), length.get()), interval -> new LinkedHashMap<>())
            .computeIfAbsent(
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

  /** Sends the intervals that are over; what cannot be sent is lost, as in a metric. */
  void send() {
    send(clock.instant());
  }

  /** Sends the interval that runs, too. */
  void sendAll() {
    send(Instant.MAX);
  }

  private void send(Instant until) {
    Map<String, List<Signals.Datum>> byRegion = new LinkedHashMap<>();
    take(until)
        .forEach(
            (interval, counts) ->
                counts.forEach(
                    (subject, sum) ->
                        byRegion
                            .computeIfAbsent(subject.region(), region -> new ArrayList<>())
                            .addAll(data(subject, sum, interval.start()))));
    byRegion.forEach(
        (region, data) -> {
          for (int from = 0; from < data.size(); from += DATA_A_CALL) {
            signals.putMetrics(
                region, data.subList(from, Math.min(data.size(), from + DATA_A_CALL)));
          }
        });
  }

  synchronized void clear() {
    counted.clear();
  }

  private synchronized Map<Interval, Map<Subject, Counts>> take(Instant until) {
    Map<Interval, Map<Subject, Counts>> over = new LinkedHashMap<>(counted);
    over.keySet().removeIf(interval -> interval.end().isAfter(until));
    counted.keySet().removeAll(over.keySet());
    return over;
  }

  private static List<Signals.Datum> data(Subject subject, Counts sum, Instant at) {
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
                new Signals.Datum(name, dimensions, "Count", List.of(value.doubleValue()), at)));
    for (int from = 0; from < sum.latencies.size(); from += VALUES_A_DATUM) {
      data.add(
          new Signals.Datum(
              "Latency",
              dimensions,
              "Milliseconds",
              sum.latencies.subList(from, Math.min(sum.latencies.size(), from + VALUES_A_DATUM)),
              at));
    }
    return data;
  }
}
