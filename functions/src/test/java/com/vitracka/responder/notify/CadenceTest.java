package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private static final Instant ANCHOR = Instant.parse("2026-02-08T14:30:50Z");

  @Test
  void minutes_are_promised_whole() {
    Cadence cadence = cadence(Duration.ofMinutes(15));

    assertThat(cadence.findNext(ANCHOR)).contains(Instant.parse("2026-02-08T14:45:00Z"));
    assertThat(cadence.findNext(Instant.parse("2026-02-08T14:45:00Z")))
        .contains(Instant.parse("2026-02-08T15:00:00Z"));
    assertThat(cadence.findNext(Instant.parse("2026-02-08T15:59:59Z")))
        .contains(Instant.parse("2026-02-08T16:00:00Z"));
  }

  @Test
  void shorter_ones_are_promised_to_the_second() {
    assertThat(cadence(Duration.ofSeconds(20)).findNext(ANCHOR)).contains(ANCHOR.plusSeconds(20));
  }

  @Test
  void nothing_is_promised_after_the_end() {
    assertThat(cadence(Duration.ofMinutes(15)).findNext(ANCHOR.plus(Duration.ofHours(24))))
        .isEmpty();
  }

  private static Cadence cadence(Duration every) {
    return new Cadence(ANCHOR, every, ANCHOR.plus(Duration.ofHours(24)));
  }
}
