package com.vitracka.responder.aws;

import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Counts failed canary runs in the metric that the agent's canary alarm watches. */
public final class CanaryMetric implements CanaryRun.Counter {
  private final CloudWatchClient cloudWatch;

  public CanaryMetric(CloudWatchClient cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  @Override
  public void count(Agent agent, boolean failed, Instant at) {
    MetricDatum datum =
        MetricDatum.builder()
            .metricName("CanaryFailed")
            .timestamp(at)
            .unit(StandardUnit.COUNT)
            .value(failed ? 1.0 : 0.0)
            .dimensions(Dimension.builder().name("Agent").value(agent.name()).build())
            .build();
    cloudWatch.putMetricData(r -> r.namespace("AgentCoreResponder").metricData(datum));
  }
}
