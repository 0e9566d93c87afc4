package com.vitracka.responder.aws;

import com.vitracka.responder.detect.Alarms;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** CloudWatch's metric alarms, read by name. */
public final class CloudWatchAlarms implements Alarms {
  /** DescribeAlarms takes so many names. */
  private static final int NAMES_LIMIT = 100;

  /** Fifty pages; those left over come up when others have gone back. */
  private static final int MOST_IN_ALARM = 5000;

  private final Supplier<CloudWatchClient> cloudWatch;

  public CloudWatchAlarms(Supplier<CloudWatchClient> cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  @Override
  public List<Firing> listFiring(List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    List<MetricAlarm> found =
        names.size() <= NAMES_LIMIT ? describe(names) : listInAlarm(commonPrefix(names));
    Set<String> wanted = new HashSet<>(names);
    return found.stream()
        .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
        .filter(alarm -> wanted.contains(alarm.alarmName()))
        .map(alarm -> new Firing(alarm.alarmName(), since(alarm), reason(alarm)))
        .toList();
  }

  /** One call where nothing fires, instead of one for each hundred names. */
  private List<MetricAlarm> listInAlarm(String prefix) {
    DescribeAlarmsRequest.Builder request =
        DescribeAlarmsRequest.builder()
            .stateValue(StateValue.ALARM)
            .alarmTypes(AlarmType.METRIC_ALARM)
            .maxRecords(NAMES_LIMIT);
    if (!prefix.isEmpty()) {
      request.alarmNamePrefix(prefix);
    }
    return cloudWatch.get().describeAlarmsPaginator(request.build()).metricAlarms().stream()
        .limit(MOST_IN_ALARM)
        .toList();
  }

  private static String commonPrefix(List<String> names) {
    String prefix = names.getFirst();
    for (String name : names) {
      while (!name.startsWith(prefix)) {
        prefix = prefix.substring(0, prefix.length() - 1);
      }
    }
    return prefix;
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
