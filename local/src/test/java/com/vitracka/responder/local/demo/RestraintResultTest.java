package com.vitracka.responder.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestraintResultTest {
  private static RestraintResult result(
      Restraint restraint, String outcome, String reason, List<String> changes) {
    return new RestraintResult(
        restraint, outcome, reason, changes, 1, true, Duration.ofSeconds(30));
  }

  @Test
  void nothing_changed_where_nothing_was_allowed_is_as_documented() {
    RestraintResult result =
        result(
            Restraint.REJECTED, "ESCALATED", "rejected by root (no); it would redeploy", List.of());

    assertThat(result.differences()).isEmpty();
    assertThat(result.row()).contains("--mode approve --answer reject", "as documented");
  }

  @Test
  void any_change_where_none_was_allowed_is_not() {
    assertThat(
            result(
                    Restraint.BRAKE,
                    "ESCALATED",
                    "the brake for all agents is on by root",
                    List.of("UpdateAgentRuntime"))
                .differences())
        .containsExactly("the responder made [UpdateAgentRuntime], allowed was 0");
  }

  @Test
  void an_escalation_for_another_reason_is_not() {
    assertThat(
            result(Restraint.OBSERVED, "ESCALATED", "the table is gone", List.of()).differences())
        .singleElement()
        .asString()
        .contains("the reason does not say 'the mode for this scenario is observe'");
  }

  @Test
  void what_was_approved_and_not_done_is_not() {
    assertThat(result(Restraint.APPROVED, "ESCALATED", "x", List.of()).differences()).hasSize(2);
  }

  @Test
  void each_restraint_is_found_by_its_options() {
    assertThat(Restraint.all())
        .filteredOn(restraint -> restraint != Restraint.BRAKE)
        .allSatisfy(
            restraint -> {
              String[] words = restraint.options().split(" ", -1);
              assertThat(Restraint.find(words[1], words.length > 3 ? words[3] : "none"))
                  .contains(restraint);
            });
    assertThat(Restraint.find("observe", "approve")).isEmpty();
  }
}
