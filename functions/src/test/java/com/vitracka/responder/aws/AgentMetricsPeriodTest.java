package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.TestPlans;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;

/** Which datapoints are asked for. */
class AgentMetricsPeriodTest {
  private static final Instant NOW = Instant.parse("2026-02-08T14:30:05Z");

  private final Agent agent = TestPlans.plan().getAgent("coach-companion");
  private final List<GetMetricDataRequest> asked = new ArrayList<>();

  @Test
  void minutes_are_read_whole_however_short_the_while_is() {
    metrics(Duration.ofMinutes(5)).trafficSince(agent, NOW.minusSeconds(20));

    assertThat(start()).isEqualTo("2026-02-08T14:29:00Z");
    assertThat(period()).isEqualTo(60);
  }

  @Test
  void after_a_moment_the_minute_that_it_lies_in_is_left_out() {
    metrics(Duration.ofMinutes(1)).trafficAfter(agent, NOW.minusSeconds(20));

    assertThat(start()).isEqualTo("2026-02-08T14:30:00Z");
  }

  @Test
  void a_minute_that_has_not_begun_is_not_asked_for() {
    metrics(Duration.ofMinutes(1)).trafficAfter(agent, NOW.minusSeconds(4));

    assertThat(asked).isEmpty();
  }

  @Test
  void a_shortened_plan_reads_in_its_own_period() {
    metrics(Duration.ofSeconds(10)).trafficSince(agent, NOW.minusSeconds(300));

    assertThat(start()).isEqualTo("2026-02-08T14:25:00Z");
    assertThat(period()).isEqualTo(10);
  }

  private String start() {
    return asked.getLast().startTime().toString();
  }

  private int period() {
    return asked.getLast().metricDataQueries().getFirst().metricStat().period();
  }

  private AgentMetrics metrics(Duration alarmPeriod) {
    CloudWatchClient client =
        (CloudWatchClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CloudWatchClient.class},
                (proxy, method, arguments) -> note(arguments[0]));
    return new AgentMetrics(client, "eu-west-1", "111122223333", alarmPeriod, () -> NOW);
  }

  @SuppressWarnings("unchecked") // the only call that is made takes a builder's consumer
  private GetMetricDataResponse note(Object argument) {
    GetMetricDataRequest.Builder request = GetMetricDataRequest.builder();
    ((Consumer<GetMetricDataRequest.Builder>) argument).accept(request);
    asked.add(request.build());
    return GetMetricDataResponse.builder().build();
  }
}
