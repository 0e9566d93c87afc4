package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    assertThat(failing.note("coach", at("03:00"), TOGETHER)).isEqualTo(1);
    assertThat(failing.note("mentor", at("03:01"), TOGETHER)).isEqualTo(2);
    assertThat(failing.note("coach", at("03:02"), TOGETHER)).isEqualTo(2);
  }

  @Test
  void theThirdWithinTheTimeMakesThemSeveralAndSoDoesEachLaterOne() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:01"), TOGETHER);

    assertThat(failing.note("planner", at("03:05"), TOGETHER)).isEqualTo(3);
    assertThat(failing.note("tutor", at("03:06"), TOGETHER)).isEqualTo(3);
  }

  @Test
  void agentsThatFailOneAfterTheOtherAreNot() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:04"), TOGETHER);

    assertThat(failing.note("planner", at("03:08"), TOGETHER)).isEqualTo(2);
  }

  @Test
  void anAlarmOfLongAgoDoesNotJoinThoseOfNow() {
    failing.note("coach", at("03:00"), TOGETHER);
    failing.note("mentor", at("03:01"), TOGETHER);

    assertThat(failing.note("planner", at("01:00"), TOGETHER)).isEqualTo(1);
  }

  @Test
  void manyAreCountedNoFurther() {
    for (int agent = 1; agent <= 2 * FailingAgents.MANY; agent++) {
      assertThat(failing.note("agent_" + agent, at("03:00"), TOGETHER))
          .isEqualTo(Math.min(agent, FailingAgents.MANY));
    }
  }

  @Test
  void aStormThatLastsIsOneOfManyAllTheTime() {
    Instant now = at("03:00");
    for (int agent = 1; agent <= 600; agent++) {
      int together = failing.note("agent_" + agent, now, TOGETHER);
      now = now.plusSeconds(3);

      assertThat(together).as("agent " + agent).isEqualTo(Math.min(agent, FailingAgents.MANY));
    }
  }

  @Test
  void ofManyAtOnceTheFirstTwoAreNotSeveralAndAllOthersAre() throws Exception {
    List<Callable<Integer>> alarms = new ArrayList<>();
    for (int agent = 1; agent <= 30; agent++) {
      String name = "agent_" + agent;
      alarms.add(() -> failing.note(name, at("03:00"), TOGETHER));
    }
    List<Integer> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(alarms.size())) {
      for (Future<Integer> future : threads.invokeAll(alarms)) {
        counts.add(future.get());
      }
    }

    assertThat(counts).filteredOn(count -> count < FailingAgents.SEVERAL).hasSize(2);
  }
}
