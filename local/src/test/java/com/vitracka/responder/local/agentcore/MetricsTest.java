package com.vitracka.responder.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When metrics are sent, and how they are dated. */
class MetricsTest {
  private static final Instant MINUTE = Instant.parse("2026-02-08T14:30:00Z");

  private final Sent sent = new Sent();
  private final SetClock clock = new SetClock();
  private Duration interval = Duration.ofMinutes(1);
  private final Metrics metrics = new Metrics(sent, clock, () -> interval);
  private final RuntimeRecord runtime =
      new RuntimeRecord(
          "000000000000",
          "eu-west-1",
          "coach-1234567890",
          "coach",
          MINUTE,
          false,
          new TreeMap<>(),
          new TreeMap<>());

  @Test
  void an_error_before_a_recovery_is_dated_before_it_however_late_it_is_sent() {
    Instant recovered = MINUTE.plusSeconds(50);
    record(Metrics.Outcome.USER_ERROR, recovered.minusSeconds(1));
    record(Metrics.Outcome.ANSWERED, recovered.plusSeconds(20));

    sendAt(recovered.plusSeconds(75));

    assertThat(sent.of("Errors"))
        .extracting(Signals.Datum::at, Signals.Datum::values)
        .containsExactly(tuple(MINUTE, List.of(1.0)), tuple(MINUTE.plusSeconds(60), List.of(0.0)));
  }

  @Test
  void an_interval_is_sent_once_and_only_when_it_is_over() {
    record(Metrics.Outcome.USER_ERROR, MINUTE.plusSeconds(5));

    sendAt(MINUTE.plusMillis(59_999));
    assertThat(sent.data).isEmpty();

    sendAt(MINUTE.plusSeconds(60));
    sendAt(MINUTE.plusSeconds(61));
    assertThat(sent.of("Invocations")).hasSize(1);
  }

  @Test
  void a_shortened_interval_counts_at_once() {
    record(Metrics.Outcome.ANSWERED, MINUTE.plusSeconds(1));
    interval = Duration.ofSeconds(2);
    record(Metrics.Outcome.ANSWERED, MINUTE.plusSeconds(5));

    sendAt(MINUTE.plusSeconds(6));
    assertThat(sent.of("Invocations"))
        .extracting(Signals.Datum::at)
        .containsExactly(MINUTE.plusSeconds(4));
  }

  @Test
  void at_the_end_of_the_server_the_running_interval_is_sent_too() {
    record(Metrics.Outcome.ANSWERED, MINUTE.plusSeconds(1));

    metrics.sendAll();

    assertThat(sent.of("Invocations")).hasSize(1);
  }

  private void record(Metrics.Outcome outcome, Instant at) {
    clock.now = at;
    metrics.record(runtime, "DEFAULT", outcome, Duration.ofMillis(20));
  }

  private void sendAt(Instant at) {
    clock.now = at;
    metrics.send();
  }

  private static final class Sent implements Signals {
    private final List<Datum> data = new ArrayList<>();

    List<Datum> of(String name) {
      return data.stream().filter(datum -> datum.name().equals(name)).toList();
    }

    @Override
    public void putMetrics(String region, List<Datum> more) {
      data.addAll(more);
    }

    @Override
    public void putLogLines(LogStream stream, List<LogLine> lines) {}

    @Override
    public void putEvent(String region, String account, ObjectNode event) {}
  }

  private static final class SetClock extends Clock {
    private Instant now = MINUTE;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
