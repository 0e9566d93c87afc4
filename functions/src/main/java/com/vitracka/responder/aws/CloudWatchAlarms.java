package com.vitracka.responder.aws;

import com.vitracka.responder.detect.Alarms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** CloudWatch's metric alarms, read by name. */
public final class CloudWatchAlarms implements Alarms {
  /** DescribeAlarms takes so many names. */
  private static final int NAMES_LIMIT = 100;

  private final Supplier<CloudWatchClient> cloudWatch;

  public CloudWatchAlarms(Supplier<CloudWatchClient> cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  @Override
  public List<Firing> listFiring(List<String> names) {
    List<Firing> firing = new ArrayList<>();
    for (int from = 0; from < names.size(); from += NAMES_LIMIT) {
      describe(names.subList(from, Math.min(from + NAMES_LIMIT, names.size()))).stream()
          .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
          .map(alarm -> new Firing(alarm.alarmName(), since(alarm), reason(alarm)))
          .forEach(firing::add);
    }
    return List.copyOf(firing);
  }

  private List<MetricAlarm> describe(List<String> names) {
    return cloudWatch
        .get()
        .describeAlarms(
            request ->
                request
                    .alarmNames(names)
                    .alarmTypes(AlarmType.METRIC_ALARM)
                    .maxRecords(NAMES_LIMIT))
        .metricAlarms();
  }

  /** When the state came about; a mere new reason for the same state does not count. */
  private static Instant since(MetricAlarm alarm) {
    return Optional.ofNullable(alarm.stateTransitionedTimestamp())
        .orElseGet(alarm::stateUpdatedTimestamp);
  }

  private static String reason(MetricAlarm alarm) {
    return Optional.ofNullable(alarm.stateReason()).orElse("");
  }
}
