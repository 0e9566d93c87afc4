package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every list of failing agents keeps to. Each test begins with an empty one. */
public abstract class FailingAgentsContract {
  private static final Duration TOGETHER = Duration.ofMinutes(5);

  private FailingAgents failing = new InMemoryFailingAgents();

  protected abstract FailingAgents emptyList();

  @BeforeEach
  void beginEmpty() {
    failing = emptyList();
  }

  @Test
  void twoAgentsAreNotSeveral() {
    assertThat(failing.note("coach", at("03:00"), TOGETHER)).isFalse();
    assertThat(failing.note("mentor", at("03:01"), TOGETHER)).isFalse();
    assertThat(failing.note("coach", at("03:02"), TOGETHER)).isFalse();
  }

  @Test
  void theThirdWithinTheTimeMakesThemSeveralAndSoDoesEachLaterOne() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:01"), TOGETHER);

    assertThat(failing.note("planner", at("03:05"), TOGETHER)).isTrue();
    assertThat(failing.note("tutor", at("03:06"), TOGETHER)).isTrue();
  }

  @Test
  void agentsThatFailOneAfterTheOtherAreNot() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:04"), TOGETHER);

    assertThat(failing.note("planner", at("03:08"), TOGETHER)).isFalse();
  }

  @Test
  void anAlarmOfLongAgoDoesNotJoinThoseOfNow() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:01"), TOGETHER);

    assertThat(failing.note("planner", at("01:00"), TOGETHER)).isFalse();
  }
}
