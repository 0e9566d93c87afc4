package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/** What the responder measures of itself, and the alarms on it. */
public final class OwnMetrics extends Construct {
  public static final String NAMESPACE = "AgentCoreResponder";
  static final String CANARY_FAILED = "CanaryFailed";
  static final String QUARANTINED = "Quarantined";
  private static final String WATCH_SILENT = "WatchSilent";

  public OwnMetrics(Construct scope, String id, FallbackTopic fallback, Settings settings) {
    super(scope, id);
    OwnAlarm.whenCounted(
        OwnAlarm.named(
            this,
            "Quarantine",
            "quarantine",
            "A signal could not be read and was put aside with its text; an agent may be broken."),
        quarantined(),
        1,
        1,
        fallback);
    // Not at the first miss: a first deployment brings the watch stack some minutes after this one.
    OwnAlarm.whenCounted(
        OwnAlarm.named(
            this,
            "WatchSilent",
            "watch-silent",
            "The watch stack in "
                + settings.plan().standbyRegion()
                + " does not take heartbeats, or would tell nobody if they stopped."),
        counted(WATCH_SILENT),
        8,
        10,
        fallback);
  }

  static Metric quarantined() {
    return counted(QUARANTINED);
  }

  private static Metric counted(String metric) {
    return Metric.Builder.create()
        .namespace(NAMESPACE)
        .metricName(metric)
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
