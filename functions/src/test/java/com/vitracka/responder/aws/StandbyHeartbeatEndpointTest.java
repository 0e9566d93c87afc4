package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Heartbeat.Of;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

@Needs("cloudwatch")
class StandbyHeartbeatEndpointTest {
  private static final String STANDBY = "eu-central-1";

  private final Aws aws = LocalEndpoint.get().aws();
  private final CloudWatchClient there = aws.cloudWatchIn(STANDBY);
  private final Heartbeat heartbeat = new StandbyHeartbeat(() -> aws.cloudWatchIn(STANDBY));

  @Test
  void aBeatIsInTheOtherRegionAndOnlyThere() {
    Instant now = Instant.now();

    heartbeat.beat(Of.AUDIT, now);

    assertThat(beats(there, now)).isGreaterThanOrEqualTo(1);
    assertThat(beats(aws.cloudWatch(), now)).isZero();
  }

  @Test
  void anAlarmThatIsNotThereOrTellsNobodyIsAGap() {
    put(Of.RECONCILE, true);
    put(Of.CANARY, false);
    there.deleteAlarms(request -> request.alarmNames(Of.AUDIT.alarm()));

    assertThat(heartbeat.listGaps())
        .containsExactly(
            "the alarm agentcore-responder-heartbeat-canary tells nobody",
            "there is no alarm agentcore-responder-heartbeat-audit");
  }

  private void put(Of of, boolean enabled) {
    there.putMetricAlarm(
        request ->
            request
                .alarmName(of.alarm())
                .namespace(Heartbeat.NAMESPACE)
                .metricName(Heartbeat.METRIC)
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(3)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .actionsEnabled(enabled)
                .alarmActions("arn:aws:sns:" + STANDBY + ":000000000000:responder-watch"));
  }

  private static double beats(CloudWatchClient region, Instant now) {
    return region
        .getMetricStatistics(
            request ->
                request
                    .namespace(Heartbeat.NAMESPACE)
                    .metricName(Heartbeat.METRIC)
                    .dimensions(
                        Dimension.builder()
                            .name(Heartbeat.DIMENSION)
                            .value(Of.AUDIT.word())
                            .build())
                    .startTime(now.minusSeconds(120))
                    .endTime(now.plusSeconds(120))
                    .period(60)
                    .statistics(List.of(Statistic.SUM)))
        .datapoints()
        .stream()
        .mapToDouble(point -> point.sum())
        .sum();
  }
}
