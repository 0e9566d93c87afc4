package com.vitracka.responder.aws;

import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * Reads what real callers saw from the metrics that AgentCore emits for an agent.
 *
 * <p>AgentCore emits them in batches of a minute, so a minute can only be read whole.
 */
public final class AgentMetrics {
  private static final String NAMESPACE = "AWS/Bedrock-AgentCore";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CloudWatchClient client;
  private final String region;
  private final String account;
  private final InstantSource clock;
  private final long period;

  /**
   * @param alarmPeriod the plan's; one below a minute is that of a shortened plan, whose agents
   *     emit as finely
   */
  public AgentMetrics(
      CloudWatchClient client,
      String region,
      String account,
      Duration alarmPeriod,
      InstantSource clock) {
    this.period = (alarmPeriod.compareTo(MINUTE) < 0 ? alarmPeriod : MINUTE).toSeconds();
    this.client = client;
    this.region = region;
    this.account = account;
    this.clock = clock;
  }

  /** From the beginning of the minute of {@code since}, so that nothing after it is missed. */
  public Traffic trafficSince(Agent agent, Instant since) {
    return traffic(agent, since.getEpochSecond() / period * period);
  }

  /**
   * From the first minute that begins at {@code since} or later: the minute in which right answers
   * began may hold the errors that came before them. The minute that runs is read.
   */
  public Traffic trafficAfter(Agent agent, Instant since) {
    long second = since.getEpochSecond() + (since.getNano() > 0 ? 1 : 0);
    return traffic(agent, (second + period - 1) / period * period);
  }

  private Traffic traffic(Agent agent, long startSecond) {
    Instant now = clock.instant();
    Instant start = Instant.ofEpochSecond(startSecond);
    if (!start.isBefore(now)) {
      return new Traffic(0, 0, 0, Duration.ZERO);
    }
    Map<String, List<Double>> values =
        client
            .getMetricData(
                r ->
                    r.startTime(start)
                        .endTime(now)
                        .metricDataQueries(
                            query(agent, "Invocations", "Sum"),
                            query(agent, "SystemErrors", "Sum"),
                            query(agent, "UserErrors", "Sum"),
                            query(agent, "Errors", "Sum"),
                            query(agent, "Throttles", "Sum"),
                            query(agent, "Latency", "p95")))
            .metricDataResults()
            .stream()
            .collect(Collectors.toMap(MetricDataResult::id, MetricDataResult::values));
    // Which of the three counts a failed start is not documented: the largest is right for each.
    long errors =
        Math.max(
            sum(values, "SystemErrors"),
            Math.max(sum(values, "UserErrors"), sum(values, "Errors")));
    return new Traffic(
        sum(values, "Invocations"),
        errors,
        sum(values, "Throttles"),
        Duration.ofMillis(
            Math.round(list(values, "Latency").stream().mapToDouble(v -> v).max().orElse(0))));
  }

  private MetricDataQuery query(Agent agent, String name, String statistic) {
    Metric metric =
        Metric.builder()
            .namespace(NAMESPACE)
            .metricName(name)
            .dimensions(
                dimension("Operation", "InvokeAgentRuntime"),
                dimension("Name", agent.metricName()),
                dimension("Resource", agent.runtimeArn(region, account)))
            .build();
    return MetricDataQuery.builder()
        .id(id(name))
        .metricStat(s -> s.metric(metric).stat(statistic).period((int) period))
        .build();
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  /** Ids of queries start with a small letter. */
  private static String id(String name) {
    return "m" + name;
  }

  private static long sum(Map<String, List<Double>> values, String name) {
    return Math.round(list(values, name).stream().mapToDouble(v -> v).sum());
  }

  private static List<Double> list(Map<String, List<Double>> values, String name) {
    return values.getOrDefault(id(name), List.of());
  }
}
