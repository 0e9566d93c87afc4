package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every record of versions keeps to. Each test begins with an empty one. */
public abstract class AgentVersionsContract {
  private static final String COACH = "coach_companion";
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private AgentVersions versions = new InMemoryAgentVersions();

  protected abstract AgentVersions noVersions();

  @BeforeEach
  void beginEmpty() {
    versions = noVersions();
  }

  @Test
  void ofAnUnknownAgentNothingIsListed() {
    assertThat(versions.list(COACH)).isEmpty();
  }

  @Test
  void versionsAreListedNewestFirstByNumber() {
    for (String version : new String[] {"9", "100", "10"}) {
      versions.record(COACH, version, Optional.empty(), Optional.empty(), "inc-1", at("03:00"));
    }
    versions.record("mentor", "3", Optional.empty(), Optional.empty(), "alice", at("03:00"));

    assertThat(versions.list(COACH))
        .extracting(VersionNotes::version)
        .containsExactly("100", "10", "9");
  }

  @Test
  void aVersionIsReadAsItWasRecorded() {
    versions.record(
        COACH, "7", Optional.of("rel-1"), Optional.of("0a1b2c3"), "alice", at("03:00:00.5"));

    assertThat(only())
        .isEqualTo(
            new VersionNotes(
                "7",
                Optional.of("rel-1"),
                Optional.of("0a1b2c3"),
                "alice",
                Optional.of(at("03:00:00.5")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aLaterRecordAddsWhatTheFirstDidNotSay() {
    versions.record(COACH, "7", Optional.empty(), Optional.empty(), "inc-1", at("03:00"));
    versions.record(COACH, "7", Optional.of("rel-1"), Optional.empty(), "alice", at("04:00"));

    assertThat(only().deployedBy()).isEqualTo("inc-1");
    assertThat(only().deployedAt()).contains(at("03:00"));
    assertThat(only().release()).contains("rel-1");
  }

  @Test
  void aVersionThatAnsweredOnceIsNotKnownGood() {
    versions.rightAnswer(COACH, "7", at("03:00"), HALF_AN_HOUR);

    assertThat(only().rightSince()).contains(at("03:00"));
    assertThat(only().lastRight()).contains(at("03:00"));
    assertThat(only().knownGoodAt()).isEmpty();
  }

  @Test
  void aVersionThatAnsweredRightForHalfAnHourIsKnownGood() {
    answerRightEachMinute(0, 29);
    assertThat(only().knownGoodAt()).isEmpty();

    answerRightEachMinute(30, 45);

    assertThat(only().rightSince()).contains(at("03:00"));
    assertThat(only().lastRight()).contains(at("03:45"));
    assertThat(only().knownGoodAt()).contains(at("03:30"));
  }

  @Test
  void aWrongAnswerEndsTheRunAndTheNextRightOneBeginsAnother() {
    answerRightEachMinute(0, 20);
    versions.wrongAnswer(COACH, "7", at("03:21"));
    assertThat(only().rightSince()).isEmpty();

    answerRightEachMinute(22, 51);
    assertThat(only().knownGoodAt()).isEmpty();

    answerRightEachMinute(52, 52);
    assertThat(only().rightSince()).contains(at("03:22"));
    assertThat(only().knownGoodAt()).contains(at("03:52"));
  }

  @Test
  void aVersionOnceKnownGoodStaysSo() {
    answerRightEachMinute(0, 30);
    versions.wrongAnswer(COACH, "7", at("03:40"));

    assertThat(only().knownGoodAt()).contains(at("03:30"));
  }

  @Test
  void aLongSilenceEndsTheRunBecauseAnotherVersionMayHaveBeenLive() {
    answerRightEachMinute(0, 20);

    answerRightEachMinute(40, 41);

    assertThat(only().rightSince()).contains(at("03:40"));
    assertThat(only().knownGoodAt()).isEmpty();
  }

  @Test
  void aLateReportOfAnEarlierAnswerChangesNothing() {
    answerRightEachMinute(0, 10);
    versions.rightAnswer(COACH, "7", at("03:04"), HALF_AN_HOUR);
    versions.wrongAnswer(COACH, "7", at("03:05"));

    assertThat(only().rightSince()).contains(at("03:00"));
    assertThat(only().lastRight()).contains(at("03:10"));
  }

  @Test
  void answersLeaveWhatWasRecordedAlone() {
    versions.record(COACH, "7", Optional.of("rel-1"), Optional.of("0a1b2c3"), "alice", at("02:00"));
    answerRightEachMinute(0, 1);
    versions.wrongAnswer(COACH, "7", at("03:02"));

    assertThat(only().release()).contains("rel-1");
    assertThat(only().commit()).contains("0a1b2c3");
    assertThat(only().deployedBy()).isEqualTo("alice");
  }

  private void answerRightEachMinute(int from, int to) {
    for (int minute = from; minute <= to; minute++) {
      versions.rightAnswer(COACH, "7", at("03:%02d".formatted(minute)), HALF_AN_HOUR);
    }
  }

  private VersionNotes only() {
    assertThat(versions.list(COACH)).hasSize(1);
    return versions.list(COACH).getFirst();
  }
}
