package com.vitracka.responder.infra.constructs;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/**
 * An alarm about the responder itself: it tells people by a topic, without any code of ours, and
 * has a page in docs/runbooks that is named like it.
 *
 * <p>Its name does not begin with "responder-", as those of agents' alarms do, which Intake
 * answers.
 */
final class OwnAlarm {
  static final String PREFIX = "agentcore-responder-";

  private OwnAlarm() {}

  /**
   * With name, description and page; the rest is the caller's.
   *
   * @param what has happened, as a sentence
   */
  static Alarm.Builder named(Construct scope, String id, String name, String what) {
    return named(scope, id, name, name, what);
  }

  /**
   * The same for one of several alarms that share a page.
   *
   * @param page its name without prefix and ending
   */
  static Alarm.Builder named(Construct scope, String id, String name, String page, String what) {
    return Alarm.Builder.create(scope, id)
        .alarmName(PREFIX + name)
        .alarmDescription(what + " What to do: docs/runbooks/" + PREFIX + page + ".md");
  }

  /** Fires when the metric was at least one in so many of so many periods. */
  static void whenCounted(
      Alarm.Builder alarm, IMetric metric, int needed, int periods, FallbackTopic people) {
    alarm
        .metric(metric)
        .threshold(1)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(periods)
        .datapointsToAlarm(needed)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(new SnsAction(people.topic()));
  }
}
