package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.detect.Alarms;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Alarms as Intake reads them. */
@Needs("cloudwatch")
class CloudWatchAlarmsEndpointTest {
  private final CloudWatchClient cloudWatch = LocalEndpoint.get().aws().cloudWatch();
  private final Alarms alarms = new CloudWatchAlarms(() -> cloudWatch);
  private final String firing = "contracts-" + UUID.randomUUID();
  private final String quiet = "contracts-" + UUID.randomUUID();

  @BeforeEach
  void putAlarms() {
    for (String name : List.of(firing, quiet)) {
      cloudWatch.putMetricAlarm(
          put ->
              put.alarmName(name)
                  .namespace("AgentCoreResponder")
                  .metricName(name)
                  .statistic(Statistic.SUM)
                  .period(60)
                  .evaluationPeriods(1)
                  .threshold(1.0)
                  .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                  .treatMissingData("ignore"));
    }
  }

  @AfterEach
  void deleteAlarms() {
    cloudWatch.deleteAlarms(delete -> delete.alarmNames(firing, quiet));
  }

  @Test
  void of_the_alarms_asked_for_those_in_alarm_are_listed() {
    Instant before = Instant.now().minusSeconds(2);
    set(firing, StateValue.ALARM);
    set(quiet, StateValue.OK);

    List<Alarms.Firing> listed = alarms.listFiring(List.of(firing, quiet, "contracts-absent"));

    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().name()).isEqualTo(firing);
    assertThat(listed.getFirst().reason()).isEqualTo("as the contract asks");
    assertThat(listed.getFirst().since()).isBetween(before, Instant.now().plusSeconds(2));
  }

  private void set(String name, StateValue state) {
    cloudWatch.setAlarmState(
        set -> set.alarmName(name).stateValue(state).stateReason("as the contract asks"));
  }
}
