package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.watch.Heartbeat;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/**
 * Alarms that wait for the responder's heartbeats, in another region than the responder.
 *
 * <p>A missing beat breaches, from the first minute on: a responder whose beats never arrive is
 * found as one whose beats have stopped. The stack with these alarms is therefore deployed after
 * the one that beats.
 */
public final class Heartbeats extends Construct {
  /**
   * CloudWatch looks at some periods more than these before it counts a missing one, so it is five
   * to six minutes without a beat.
   */
  private static final int MINUTES = 3;

  public Heartbeats(Construct scope, String id, FallbackTopic people) {
    super(scope, id);
    for (Heartbeat.Of of : Heartbeat.Of.values()) {
      OwnAlarm.named(
              this,
              of.word(),
              of.alarm().substring(OwnAlarm.PREFIX.length()),
              "The responder's heartbeat '"
                  + of.word()
                  + "' has not come to this region for five minutes: "
                  + meaning(of))
          .metric(
              Metric.Builder.create()
                  .namespace(Heartbeat.NAMESPACE)
                  .metricName(Heartbeat.METRIC)
                  .dimensionsMap(Map.of(Heartbeat.DIMENSION, of.word()))
                  .statistic("Sum")
                  .period(Duration.minutes(1))
                  .build())
          .threshold(1)
          .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
          .evaluationPeriods(MINUTES)
          .datapointsToAlarm(MINUTES)
          .treatMissingData(TreatMissingData.BREACHING)
          .build()
          .addAlarmAction(new SnsAction(people.topic()));
    }
  }

  private static String meaning(Heartbeat.Of of) {
    return switch (of) {
      case RECONCILE -> "lost alarms are not found, or its region is out.";
      case CANARY -> "agents are not asked, or its region is out.";
      case AUDIT -> "it may be unable to tell people, or its region is out.";
    };
  }

  /** A right to beat in the standby region, and to write nothing else anywhere. */
  public static Right beat(Settings settings) {
    return Right.to("Beat", "cloudwatch:PutMetricData")
        .on("*")
        .when("StringEquals", "cloudwatch:namespace", Heartbeat.NAMESPACE)
        .when("StringEquals", "aws:RequestedRegion", settings.plan().standbyRegion())
        .because("PutMetricData has no resources; the conditions name namespace and region.");
  }
}
