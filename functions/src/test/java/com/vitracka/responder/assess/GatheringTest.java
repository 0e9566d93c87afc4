package com.vitracka.responder.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.TestPlans;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A probe that hangs keeps nobody from the evidence of the others. */
@Timeout(30)
class GatheringTest {
  private static final Instant NOW = Instant.parse("2026-02-08T14:30:00Z");
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Agent agent =
      TestPlans.planWith("agents.coach_companion.canary.timeout", "1s").getAgent("coach-companion");
  private final StubProbes probes = new StubProbes();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Gathering gathering =
      new Gathering(probes, new InMemoryAgentVersions(), () -> NOW, SHORT, SHORT);

  @Test
  void a_log_that_does_not_answer_is_unknown_and_the_rest_is_seen() throws Exception {
    probes.log =
        () -> {
          hang();
          return probes.noErrors();
        };

    Evidence evidence = gathering.check(agent, NOW);

    assertThat(evidence.log()).isEqualTo(new Observed.Unknown<>("no answer in 100 ms"));
    assertThat(evidence.canary().find()).isPresent();
    assertThat(evidence.runtime().find()).isPresent();
    interrupted.await();
  }

  @Test
  void a_canary_that_does_not_end_is_unknown_after_the_time_of_its_invocations() {
    probes.canary =
        () -> {
          hang();
          return StubProbes.answering(Answer.RIGHT);
        };

    Evidence evidence = gathering.check(agent, NOW);

    assertThat(evidence.canary()).isEqualTo(new Observed.Unknown<>("no answer in 1 s"));
  }

  @Test
  void a_probe_that_fails_is_unknown_and_says_why() {
    probes.log =
        () -> {
          throw new IllegalStateException("no such log group");
        };

    assertThat(gathering.check(agent, NOW).log())
        .isEqualTo(new Observed.Unknown<>("IllegalStateException: no such log group"));
  }

  @Test
  void deployments_are_unknown_while_nobody_can_tell_which_of_them_are_ours() {
    AgentVersions broken =
        (AgentVersions)
            Proxy.newProxyInstance(
                AgentVersions.class.getClassLoader(),
                new Class<?>[] {AgentVersions.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("the table is throttled");
                });

    Evidence evidence = new Gathering(probes, broken, () -> NOW, SHORT, SHORT).check(agent, NOW);

    assertThat(evidence.versions())
        .isEqualTo(
            new Observed.Unknown<>(
                "which of them are ours: IllegalStateException: the table is throttled"));
    assertThat(evidence.runtime().find()).isPresent();
  }

  private void hang() {
    try {
      Thread.sleep(Duration.ofMinutes(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted.countDown();
    }
  }
}
