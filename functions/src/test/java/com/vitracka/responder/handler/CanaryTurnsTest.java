package com.vitracka.responder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryTurnsTest {
  @Test
  void all_calls_together_look_at_each_agent_once_and_none_at_too_many() {
    for (int agents : List.of(1, 25, 26, 100, 1000)) {
      Plan plan = TestPlans.planOfAgents(agents);
      int calls = CanaryTurns.calls(agents);
      List<Agent> lookedAt = new ArrayList<>();
      for (int part = 0; part < calls; part++) {
        List<CanaryTurns.Turn> turns = CanaryTurns.of(plan, part, calls, CanaryTurns.APART);
        assertThat(turns).hasSizeBetween(1, CanaryTurns.MOST_OF_ONE_CALL);
        turns.forEach(turn -> lookedAt.add(turn.agent()));
      }
      assertThat(lookedAt).containsExactlyInAnyOrderElementsOf(plan.agents());
    }
  }

  @Test
  void a_few_agents_begin_twenty_a_second_and_many_within_ten_seconds() {
    assertThat(last(100)).isEqualTo(Duration.ofMillis(99 * 50));
    assertThat(last(1000)).isEqualTo(Duration.ofMillis(999 * 10));
  }

  @Test
  void one_agent_waits_for_nobody() {
    assertThat(last(1)).isZero();
  }

  @Test
  void a_part_that_there_is_not_is_refused() {
    Plan plan = TestPlans.planOfAgents(3);

    assertThatThrownBy(() -> CanaryTurns.of(plan, 2, 2, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part 2 of 2");
  }

  private static Duration last(int agents) {
    Plan plan = TestPlans.planOfAgents(agents);
    return CanaryTurns.of(plan, 0, 1, CanaryTurns.APART).getLast().after();
  }
}
