package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** What the responder measures of itself, and the alarm for signals that it could not read. */
public final class OwnMetrics extends Construct {
  public static final String NAMESPACE = "AgentCoreResponder";
  static final String CANARY_FAILED = "CanaryFailed";
  static final String QUARANTINED = "Quarantined";

  public OwnMetrics(Construct scope, String id, FallbackTopic fallback, Settings settings) {
    super(scope, id);
    Alarm.Builder.create(this, "Quarantine")
        .alarmName("agentcore-responder-quarantine")
        .alarmDescription(
            "A signal could not be read and was put aside with its text; an agent may be broken."
                + " What to do: docs/runbooks/quarantine.md")
        .metric(quarantined())
        .threshold(1)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(1)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(new SnsAction(fallback.topic()));
  }

  static Metric quarantined() {
    return Metric.Builder.create()
        .namespace(NAMESPACE)
        .metricName(QUARANTINED)
        .dimensionsMap(Map.of())
        .statistic("Sum")
        .period(Duration.minutes(1))
        .build();
  }

  /** A right to write these metrics and no others. */
  public static Right write() {
    return Right.to("WriteOwnMetrics", "cloudwatch:PutMetricData")
        .on("*")
        .when("StringEquals", "cloudwatch:namespace", NAMESPACE)
        .because("PutMetricData has no resources; the condition names the one namespace.");
  }
}
