package com.vitracka.responder.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

  private final HeardBeats standby = new HeardBeats();
  private final Pulse pulse = standby.pulse();

  @Test
  void a_standby_region_that_is_out_stops_nothing_and_is_said() {
    standby.silent = true;

    assertThat(pulse.beat(Heartbeat.Of.CANARY, NOW)).isFalse();
    assertThat(pulse.isWatched()).isFalse();
    assertThat(standby.log)
        .anyMatch(line -> line.contains("heartbeat not taken") && line.contains("canary"))
        .anyMatch(line -> line.contains("watch stack would not page"));
  }

  @Test
  void an_alarm_that_would_tell_nobody_is_no_watch() {
    standby.gaps = List.of("there is no alarm agentcore-responder-heartbeat-audit");

    assertThat(pulse.beat(Heartbeat.Of.AUDIT, NOW)).isTrue();
    assertThat(pulse.isWatched()).isFalse();
  }

  @Test
  void all_is_quiet_when_the_beat_is_heard_and_its_alarm_would_page() {
    assertThat(pulse.beat(Heartbeat.Of.RECONCILE, NOW)).isTrue();
    assertThat(pulse.isWatched()).isTrue();
    assertThat(standby.heard).containsExactly(Heartbeat.Of.RECONCILE);
    assertThat(standby.log).isEmpty();
  }
}
