package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What Intake relies on of alarms; it reads what arrives here. */
@Needs("cloudwatch")
class AlarmsEndpointTest {
  private final CloudWatchClient cloudWatch = LocalEndpoint.get().aws().cloudWatch();
  private final String alarm = "contracts-" + UUID.randomUUID();

  @Test
  void anAlarmThatGoesOffTellsItsTopic() {
    try (AQueue subscriber = new AQueue()) {
      cloudWatch.putMetricAlarm(
          put ->
              put.alarmName(alarm)
                  .namespace("AgentCoreResponder")
                  .metricName("Contracts")
                  .statistic(Statistic.SUM)
                  .period(60)
                  .evaluationPeriods(1)
                  .threshold(1.0)
                  .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                  .treatMissingData("ignore")
                  .alarmActions(subscriber.topicArn()));

      cloudWatch.setAlarmState(
          set ->
              set.alarmName(alarm).stateValue(StateValue.ALARM).stateReason("Threshold Crossed"));

      JsonObject message = Json.object(subscriber.next().text("Message"));
      assertThat(message.text("AlarmName")).isEqualTo(alarm);
      assertThat(message.text("NewStateValue")).isEqualTo("ALARM");
      assertThat(message.text("NewStateReason")).isEqualTo("Threshold Crossed");
      assertThat(message.text("StateChangeTime")).isNotEmpty();
    } finally {
      cloudWatch.deleteAlarms(delete -> delete.alarmNames(alarm));
    }
  }

  @Test
  @Needs("composite-alarms")
  void aCompositeAlarmIsDescribedWithItsRule() {
    cloudWatch.putCompositeAlarm(put -> put.alarmName(alarm).alarmRule("FALSE"));

    assertThat(
            cloudWatch
                .describeAlarms(
                    describe ->
                        describe
                            .alarmNames(alarm)
                            .alarmTypesWithStrings("CompositeAlarm", "MetricAlarm"))
                .compositeAlarms())
        .singleElement()
        .satisfies(described -> assertThat(described.alarmRule()).isEqualTo("FALSE"));
    cloudWatch.deleteAlarms(delete -> delete.alarmNames(alarm));
  }
}
