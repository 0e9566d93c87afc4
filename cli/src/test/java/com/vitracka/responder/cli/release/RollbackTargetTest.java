package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.VersionNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTargetTest {
  private static final Instant NOW = Instant.parse("2026-02-08T10:00:00Z");
  private static final Release FIRST = Releases.of("20260101-100000-abc1234", "abc1234", "abc1234");
  private static final VersionNotes LIVE = VersionNotes.of("9");
  private static final VersionNotes ANSWERED =
      VersionNotes.of("8").rightAnswer(NOW, Duration.ofMinutes(30));
  private static final VersionNotes GOOD =
      VersionNotes.of("7")
          .deployed(Optional.of(FIRST.id()), Optional.empty(), "jane", NOW)
          .rightAnswer(NOW, Duration.ZERO);

  @Test
  void the_newest_known_good_before_the_live_one_is_meant() {
    RollbackTarget target =
        RollbackTarget.newestGood("coach", List.of(LIVE, ANSWERED, GOOD), List.of(FIRST), "9");

    assertThat(target).isEqualTo(new RollbackTarget(Optional.of(FIRST), Optional.of("7")));
  }

  @Test
  void without_a_known_good_one_that_answered_right_is_meant() {
    RollbackTarget target =
        RollbackTarget.newestGood("coach", List.of(LIVE, ANSWERED), List.of(FIRST), "9");

    assertThat(target).isEqualTo(new RollbackTarget(Optional.empty(), Optional.of("8")));
  }

  @Test
  void when_no_earlier_one_answered_right_a_person_must_name_one() {
    assertThatThrownBy(() -> RollbackTarget.newestGood("coach", List.of(GOOD), List.of(FIRST), "7"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.remedy()).contains("--release ID"));
  }

  @Test
  void a_release_brings_the_newest_version_that_ran_it() {
    assertThat(RollbackTarget.ofRelease(FIRST, List.of(LIVE, GOOD)).version()).contains("7");
  }

  @Test
  void a_release_that_never_ran_has_no_version() {
    assertThat(RollbackTarget.ofRelease(FIRST, List.of(LIVE)).version()).isEmpty();
  }
}
