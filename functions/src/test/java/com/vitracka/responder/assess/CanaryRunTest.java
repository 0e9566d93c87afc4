package com.vitracka.responder.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryRunTest {
  private static final Traffic HEALTHY = new Traffic(10, 0, 0, Duration.ofMillis(800));

  private final Plan plan = TestPlans.plan();
  private final Agent agent = plan.getAgent("coach-companion");
  private final StubProbes probes = new StubProbes();
  private final InMemoryAgentVersions versions = new InMemoryAgentVersions();
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-02-08T14:30:00Z");
  private CanaryMemory memory = new InMemoryCanaryMemory();
  private CanaryRun.Counter counter = (one, failed, at) -> told.add("counted " + failed);

  @Test
  void intake_is_told_of_two_failures_before_they_are_counted() {
    probes.canary = () -> StubProbes.answering(Answer.CRASHED);

    run();

    assertThat(told).containsExactly("alarm", "counted true");
    assertThat(probes.invocations).isEqualTo(2);
  }

  @Test
  void a_metric_that_cannot_be_written_keeps_nobody_from_being_told() {
    probes.canary = () -> StubProbes.answering(Answer.CRASHED);
    counter =
        (one, failed, at) -> {
          throw new IllegalStateException("metrics are down");
        };

    CanaryRun.Outcome outcome = run();

    assertThat(told).containsExactly("alarm");
    assertThat(outcome.result()).contains("not counted: IllegalStateException: metrics are down");
  }

  @Test
  void a_table_that_is_down_keeps_nobody_from_being_told_either() {
    probes.canary = () -> StubProbes.answering(Answer.TIMED_OUT);
    memory = new BrokenMemory();

    run();

    assertThat(told).contains("alarm");
  }

  @Test
  void failures_end_the_run_of_right_answers_so_that_a_version_is_not_known_good_too_soon() {
    rightFor(Duration.ofMinutes(20));
    probes.canary = () -> StubProbes.answering(Answer.AGENT_ERROR);
    run();
    probes.canary = () -> StubProbes.answering(Answer.RIGHT);

    rightFor(Duration.ofMinutes(20));

    assertThat(theVersion().knownGoodAt()).isEmpty();
  }

  @Test
  void a_refusal_says_nothing_of_the_version() {
    rightFor(Duration.ofMinutes(20));
    probes.canary = () -> StubProbes.answering(Answer.REFUSED);
    run();
    probes.canary = () -> StubProbes.answering(Answer.RIGHT);

    rightFor(Duration.ofMinutes(20));

    assertThat(theVersion().knownGoodAt()).isPresent();
  }

  @Test
  void healthy_traffic_stands_in_for_the_canary_and_is_the_live_versions_merit() {
    probes.traffic = () -> HEALTHY;

    run();

    assertThat(probes.invocations).isZero();
    assertThat(theVersion().lastRight()).contains(now);
  }

  @Test
  void traffic_that_an_earlier_version_may_have_served_proves_nothing_of_the_live_one() {
    probes.traffic = () -> HEALTHY;
    probes.live = new RuntimeView("READY", "2", now.minusSeconds(100), "");
    probes.canary = () -> StubProbes.answering(Answer.CRASHED);

    run();

    assertThat(probes.invocations).isPositive();
    assertThat(told).contains("alarm");
    assertThat(versions.list(agent.name())).noneMatch(notes -> notes.lastRight().isPresent());
  }

  @Test
  void metrics_that_cannot_be_read_do_not_stand_in_for_the_canary() {
    probes.traffic =
        () -> {
          throw new IllegalStateException("metrics are down");
        };

    assertThat(run().came()).isEqualTo(CanaryRun.Outcome.Came.RIGHT);
    assertThat(probes.invocations).isEqualTo(1);
  }

  private void rightFor(Duration time) {
    for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(60)) {
      run();
    }
  }

  private VersionNotes theVersion() {
    return versions.list(agent.name()).getFirst();
  }

  private CanaryRun.Outcome run() {
    return new CanaryRun(
            probes,
            versions,
            memory,
            (one, at, detail) -> told.add("alarm"),
            counter,
            plan.windows(),
            () -> now)
        .run(agent, false);
  }

  private static final class BrokenMemory implements CanaryMemory {
    @Override
    public int failures(String agent) {
      throw new IllegalStateException("the table is down");
    }

    @Override
    public Optional<Instant> findRightSince(String agent) {
      throw new IllegalStateException("the table is down");
    }

    @Override
    public int record(String agent, boolean right, Instant at) {
      throw new IllegalStateException("the table is down");
    }
  }
}
