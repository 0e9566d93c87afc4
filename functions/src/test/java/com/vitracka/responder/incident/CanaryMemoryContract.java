package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every memory of the canary keeps to. Each test begins with an empty one. */
public abstract class CanaryMemoryContract {
  private static final String COACH = "coach_companion";

  private CanaryMemory memory = new InMemoryCanaryMemory();

  protected abstract CanaryMemory emptyMemory();

  @BeforeEach
  void beginEmpty() {
    memory = emptyMemory();
  }

  @Test
  void anAgentThatWasNeverAskedHasNotFailed() {
    assertThat(memory.failures(COACH)).isZero();
  }

  @Test
  void failuresInARowAreCounted() {
    assertThat(memory.record(COACH, false, at("03:00"))).isEqualTo(1);
    assertThat(memory.record(COACH, false, at("03:01"))).isEqualTo(2);
    assertThat(memory.failures(COACH)).isEqualTo(2);
  }

  @Test
  void aRightAnswerBeginsTheCountAnew() {
    memory.record(COACH, false, at("03:00"));

    assertThat(memory.record(COACH, true, at("03:01"))).isZero();
    assertThat(memory.record(COACH, false, at("03:02"))).isEqualTo(1);
  }

  @Test
  void aRunOfRightAnswersBeginsAfterAFailure() {
    assertThat(memory.findRightSince(COACH)).isEmpty();

    memory.record(COACH, true, at("02:59"));
    memory.record(COACH, false, at("03:00"));
    assertThat(memory.findRightSince(COACH)).isEmpty();

    memory.record(COACH, true, at("03:01"));
    memory.record(COACH, true, at("03:02"));
    assertThat(memory.findRightSince(COACH)).contains(at("03:01"));
    assertThat(memory.findRightSince("mentor")).isEmpty();
  }

  @Test
  void aRunOfRightAnswersDoesNotOutlastASilence() {
    memory.record(COACH, true, at("03:00"));
    memory.record(COACH, true, at("03:02"));
    assertThat(memory.findRightSince(COACH)).contains(at("03:00"));

    memory.record(COACH, true, at("03:05"));
    assertThat(memory.findRightSince(COACH)).contains(at("03:05"));
  }

  @Test
  void theSameFailureReportedTwiceCountsOnce() {
    memory.record(COACH, false, at("03:00"));

    assertThat(memory.record(COACH, false, at("03:00"))).isEqualTo(1);
    assertThat(memory.record(COACH, true, at("02:59"))).isEqualTo(1);
  }

  @Test
  void anotherAgentsFailuresAreItsOwn() {
    memory.record(COACH, false, at("03:00"));

    assertThat(memory.failures("mentor")).isZero();
    assertThat(memory.record("mentor", false, at("03:00"))).isEqualTo(1);
  }
}
