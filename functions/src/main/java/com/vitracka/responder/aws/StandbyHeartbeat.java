package com.vitracka.responder.aws;

import com.vitracka.responder.watch.Heartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Beats in the standby region's CloudWatch, where the watch stack's alarms wait for it. */
public final class StandbyHeartbeat implements Heartbeat {
  private final Supplier<CloudWatchClient> make;
  private @Nullable CloudWatchClient standby;

  /**
   * Beats there.
   *
   * @param standby makes the client of the standby region, when it is first needed
   */
  public StandbyHeartbeat(Supplier<CloudWatchClient> standby) {
    this.make = standby;
  }

  @Override
  public void beat(Of of, Instant at) {
    MetricDatum datum =
        MetricDatum.builder()
            .metricName(METRIC)
            .timestamp(at)
            .unit(StandardUnit.COUNT)
            .value(1.0)
            .dimensions(Dimension.builder().name(DIMENSION).value(of.word()).build())
            .build();
    cloudWatch().putMetricData(request -> request.namespace(NAMESPACE).metricData(datum));
  }

  @Override
  public List<String> listGaps() {
    List<String> names = Stream.of(Of.values()).map(Of::alarm).toList();
    Map<String, MetricAlarm> found =
        cloudWatch()
            .describeAlarms(request -> request.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM))
            .metricAlarms()
            .stream()
            .collect(Collectors.toMap(MetricAlarm::alarmName, Function.identity()));
    List<String> gaps = new ArrayList<>();
    for (String name : names) {
      MetricAlarm alarm = found.get(name);
      if (alarm == null) {
        gaps.add("there is no alarm " + name);
      } else if (!Boolean.TRUE.equals(alarm.actionsEnabled()) || alarm.alarmActions().isEmpty()) {
        gaps.add("the alarm " + name + " tells nobody");
      }
    }
    return List.copyOf(gaps);
  }

  private synchronized CloudWatchClient cloudWatch() {
    if (standby == null) {
      standby = make.get();
    }
    return standby;
  }
}
