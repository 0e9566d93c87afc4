package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseChoiceTest {
  private static final Release OLD = Releases.of("20260101-100000-abc1234", "abc1234", "f00d111");
  private static final Release AGAIN = Releases.of("20260102-100000-abc1234", "abc1234", "f00d111");
  private static final Release NEW = Releases.of("20260103-100000-abd9999", "abd9999", "beef222");

  private final ReleaseChoice choice =
      new ReleaseChoice("coach_companion", List.of(NEW, AGAIN, OLD));

  @Test
  void a_hash_means_the_newest_release_of_its_commit() {
    assertThat(choice.byCommit("abc1")).isEqualTo(AGAIN);
  }

  @Test
  void the_commit_that_touched_the_folder_is_meant_too() {
    assertThat(choice.byCommit("beef")).isEqualTo(NEW);
  }

  @Test
  void capital_digits_are_digits() {
    assertThat(choice.byCommit("ABD9")).isEqualTo(NEW);
  }

  @Test
  void a_hash_of_two_commits_is_ambiguous() {
    Release similar = Releases.of("20260104-100000-abc1777", "abc1777", "abc1777");
    ReleaseChoice more = new ReleaseChoice("coach_companion", List.of(similar, NEW, OLD));

    assertThatThrownBy(() -> more.byCommit("abc1"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.AMBIGUOUS);
              assertThat(failure.what()).contains("2 commits", "abc1234", "abc1777");
              assertThat(failure.remedy()).contains("more digits");
            });
  }

  @Test
  void an_unknown_hash_is_answered_with_the_newest_releases() {
    assertThatThrownBy(() -> choice.byCommit("dead"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
              assertThat(failure.remedy()).contains("publish", NEW.id());
            });
  }

  @Test
  void an_unknown_release_is_answered_with_the_newest_releases() {
    assertThatThrownBy(() -> choice.byId("20250101-000000-nothing"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
              assertThat(failure.what()).contains("coach_companion", "20250101-000000-nothing");
              assertThat(failure.remedy()).contains(NEW.id());
            });
  }

  @Test
  void three_digits_or_no_digits_are_no_hash() {
    assertThatThrownBy(() -> choice.byCommit("abc")).hasMessageContaining("no commit hash");
    assertThatThrownBy(() -> choice.byCommit("main")).hasMessageContaining("no commit hash");
  }

  @Test
  void a_release_survives_its_document() {
    assertThat(
            Release.from(
                com.vitracka.responder.json.Json.object(
                    com.vitracka.responder.json.Json.write(NEW.toDocument()))))
        .isEqualTo(NEW);
  }
}
