package com.vitracka.responder.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.aws.AgentMetrics;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** Errors of a minute reach us when it is over; whether they disturb depends on when it began. */
class MetricsByTheMinuteTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock("2026-02-08T14:30:50Z");
  private final Plan plan = TestPlans.plan();
  private final Agent agent = plan.getAgent("coach_companion");
  private final AgentWorld world =
      new AgentWorld(clock).deployedByTeam(clock.instant().minus(Duration.ofDays(3)));
  private final Driver driver = new Driver(clock, plan, world);

  /** By the start of its minute. */
  private final TreeMap<Instant, Double> errors = new TreeMap<>();

  @Test
  void errors_of_the_minute_in_which_the_new_version_came_do_not_begin_the_window_anew() {
    crash();
    errors.put(Instant.parse("2026-02-08T14:30:00Z"), 7.0);
    errors.put(Instant.parse("2026-02-08T14:31:00Z"), 3.0);

    Incident.Resolved end = recover();

    assertThat(rightSince(end)).isBefore("2026-02-08T14:32:00Z");
    assertThat(end.resolvedAt()).isEqualTo(rightSince(end).plus(plan.windows().stability()));
  }

  @Test
  void errors_of_a_minute_that_began_after_it_do() {
    crash();
    errors.put(Instant.parse("2026-02-08T14:32:00Z"), 1.0);

    Incident.Resolved end = recover();

    assertThat(rightSince(end)).isAfterOrEqualTo("2026-02-08T14:33:00Z");
    assertThat(end.file().verification().findInterruptedBy()).hasValue("failed calls of users: 1");
  }

  private void crash() {
    world.health = version -> version == 1 ? Answer.CRASHED : Answer.RIGHT;
    AgentMetrics metrics =
        new AgentMetrics(cloudWatch(), "eu-west-1", "111122223333", MINUTE, clock);
    world.trafficAfter = since -> metrics.trafficAfter(agent, since);
  }

  private Incident.Resolved recover() {
    String id = driver.alarm(Trouble.ERRORS);
    clock.pass(Duration.ofSeconds(10));
    return (Incident.Resolved) driver.walk(id);
  }

  private static Instant rightSince(Incident end) {
    return end.file().verification().findRightSince().orElseThrow();
  }

  private CloudWatchClient cloudWatch() {
    return (CloudWatchClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {CloudWatchClient.class},
            (proxy, method, arguments) -> answer(arguments[0]));
  }

  @SuppressWarnings("unchecked") // the only call that is made takes a builder's consumer
  private GetMetricDataResponse answer(Object argument) {
    GetMetricDataRequest.Builder builder = GetMetricDataRequest.builder();
    ((Consumer<GetMetricDataRequest.Builder>) argument).accept(builder);
    GetMetricDataRequest request = builder.build();
    List<Double> sent =
        List.copyOf(
            errors
                .tailMap(request.startTime().truncatedTo(ChronoUnit.MINUTES), true)
                .headMap(clock.instant().minus(MINUTE), true)
                .values());
    return GetMetricDataResponse.builder()
        .metricDataResults(MetricDataResult.builder().id("mErrors").values(sent).build())
        .build();
  }
}
