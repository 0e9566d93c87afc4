package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

@Needs("cloudwatch")
class AgentMetricsEndpointTest {
  private static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "000000000000";

  private final CloudWatchClient cloudWatch = LocalEndpoint.get().aws().cloudWatch();
  private final Agent agent = AnAgent.ofItsOwn();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @Test
  @Needs("percentiles")
  void whatRealCallersSawIsSummedOverTheWhile() {
    put(agent, "Invocations", 7, now.minusSeconds(180));
    put(agent, "Invocations", 5, now.minusSeconds(60));
    put(agent, "SystemErrors", 2, now.minusSeconds(60));
    put(agent, "Errors", 3, now.minusSeconds(60));
    put(agent, "Throttles", 1, now.minusSeconds(60));
    put(agent, "Latency", 1200, now.minusSeconds(60));

    Traffic traffic = metrics().trafficSince(agent, now.minusSeconds(300));

    assertThat(traffic).isEqualTo(new Traffic(12, 3, 1, Duration.ofMillis(1200)));
  }

  @Test
  @Needs("percentiles")
  void anotherAgentsTrafficAndEarlierTrafficAreNotCounted() {
    put(AnAgent.ofItsOwn(), "Errors", 9, now.minusSeconds(60));
    put(agent, "Errors", 9, now.minusSeconds(900));

    Traffic traffic = metrics().trafficSince(agent, now.minusSeconds(300));

    assertThat(traffic).isEqualTo(new Traffic(0, 0, 0, Duration.ZERO));
  }

  @Test
  @Needs("percentiles")
  void aMinuteIsReadWholeForAWindowAndLeftOutAfterAMomentInsideIt() {
    put(agent, "Errors", 4, now.minusSeconds(120));
    put(agent, "Errors", 1, now);
    AgentMetrics metrics = metricsAt(now.plusSeconds(40));
    Instant insideThatMinute = now.minusSeconds(80);

    assertThat(metrics.trafficSince(agent, insideThatMinute).errors()).isEqualTo(5);
    assertThat(metrics.trafficAfter(agent, insideThatMinute).errors()).isEqualTo(1);
    assertThat(metrics.trafficAfter(agent, now.plusSeconds(1)).errors()).isZero();
  }

  @Test
  void aFailedCanaryIsCountedInItsOwnMetric() {
    Agent other = AnAgent.ofItsOwn();
    Instant from = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    double before = canaryFailures(other, from);

    new CanaryMetric(cloudWatch).count(other, true, Instant.now());

    assertThat(canaryFailures(other, from)).isEqualTo(before + 1);
  }

  private double canaryFailures(Agent agent, Instant from) {
    return cloudWatch
        .getMetricStatistics(
            get ->
                get.namespace("AgentCoreResponder")
                    .metricName("CanaryFailed")
                    .dimensions(dimension("Agent", agent.name()))
                    .startTime(from)
                    .endTime(from.plusSeconds(300))
                    .period(60)
                    .statistics(Statistic.SUM))
        .datapoints()
        .stream()
        .mapToDouble(point -> point.sum())
        .sum();
  }

  private AgentMetrics metrics() {
    return metricsAt(now);
  }

  private AgentMetrics metricsAt(Instant time) {
    return new AgentMetrics(cloudWatch, REGION, ACCOUNT, Duration.ofMinutes(1), () -> time);
  }

  private void put(Agent agent, String name, double value, Instant at) {
    List<Dimension> dimensions =
        List.of(
            dimension("Operation", "InvokeAgentRuntime"),
            dimension("Name", agent.metricName()),
            dimension("Resource", agent.runtimeArn(REGION, ACCOUNT)));
    cloudWatch.putMetricData(
        put ->
            put.namespace("AWS/Bedrock-AgentCore")
                .metricData(
                    MetricDatum.builder()
                        .metricName(name)
                        .value(value)
                        .timestamp(at)
                        .dimensions(dimensions)
                        .build()));
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
