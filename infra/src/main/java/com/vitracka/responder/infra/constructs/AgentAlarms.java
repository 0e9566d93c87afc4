package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** The alarms of one agent; docs/runbooks has a page for each. */
public final class AgentAlarms extends Construct {
  private static final String AGENTCORE = "AWS/Bedrock-AgentCore";

  private final Agent agent;
  private final Settings settings;
  private final long seconds;
  private final Duration period;
  private final List<Alarm> alarms = new ArrayList<>();

  public AgentAlarms(
      Construct scope, Agent agent, AlarmTopic topic, FallbackTopic fallback, Settings settings) {
    super(scope, agent.name());
    this.agent = agent;
    this.settings = settings;
    this.seconds = settings.plan().windows().alarmPeriod().toSeconds();
    this.period = Duration.seconds(seconds);
    SnsAction tell = new SnsAction(topic.topic());
    for (AgentAlarm alarm : AgentAlarm.values()) {
      Alarm made = alarm(alarm);
      made.addAlarmAction(tell);
      made.addOkAction(tell);
      alarms.add(made);
    }
    unattended(fallback);
  }

  /**
   * The last resort, whatever is broken in us: users' calls that go on failing are told to people
   * by CloudWatch and SNS alone. A recovery takes less time than this.
   */
  private void unattended(FallbackTopic fallback) {
    OwnAlarm.whenCounted(
        OwnAlarm.named(
            this,
            "unattended",
            "unattended-" + agent.name(),
            "unattended",
            agent.displayName()
                + ": invocations of users have failed in ten of fifteen minutes, whatever the"
                + " responder has done or not."),
        errors(Duration.minutes(1)),
        10,
        15,
        fallback);
  }

  private Alarm alarm(AgentAlarm alarm) {
    return switch (alarm) {
      case ERRORS ->
          alarm(alarm, errors(), agent.thresholds().errors(), 1, "invocations of users fail");
      case LATENCY ->
          alarm(
              alarm,
              latency(),
              agent.thresholds().latency().toMillis(),
              3,
              "answers are slow (p95, milliseconds)");
      case THROTTLES ->
          alarm(alarm, throttles(), agent.thresholds().throttles(), 2, "invocations are throttled");
      case CANARY -> alarm(alarm, canary(), 1, 2, "our own test invocations fail");
    };
  }

  private Alarm alarm(
      AgentAlarm alarm, IMetric metric, Number threshold, int periods, String what) {
    return Alarm.Builder.create(this, alarm.suffix())
        .alarmName(agent.alarm(alarm))
        .alarmDescription(
            agent.displayName()
                + ": "
                + what
                + ". What to do: docs/runbooks/"
                + alarm.suffix()
                + ".md")
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(periods)
        .datapointsToAlarm(periods)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build();
  }

  /**
   * Which of the three counts a crash of the agent is not documented, and Errors may count what the
   * others count, so the largest is taken and not the sum.
   */
  IMetric errors() {
    return errors(period);
  }

  private IMetric errors(Duration each) {
    return MathExpression.Builder.create()
        .expression("MAX(METRICS())")
        .label("Failed invocations")
        .usingMetrics(
            Sorted.map(
                Map.of(
                    "system", metric("SystemErrors", "Sum"),
                    "user", metric("UserErrors", "Sum"),
                    "all", metric("Errors", "Sum"))))
        .period(each)
        .build();
  }

  IMetric latency() {
    return metric("Latency", "p95");
  }

  IMetric throttles() {
    return metric("Throttles", "Sum");
  }

  IMetric invocations() {
    return metric("Invocations", "Sum");
  }

  IMetric canary() {
    return Metric.Builder.create()
        .namespace(OwnMetrics.NAMESPACE)
        .metricName(OwnMetrics.CANARY_FAILED)
        .dimensionsMap(Sorted.map(Map.of("Agent", agent.name())))
        .statistic("Maximum")
        // The canary runs each minute: in a shorter period it would be missing.
        .period(Duration.seconds(Math.max(60, seconds)))
        .build();
  }

  private Metric metric(String name, String statistic) {
    return Metric.Builder.create()
        .namespace(AGENTCORE)
        .metricName(name)
        .dimensionsMap(
            Sorted.map(
                Map.of(
                    "Operation", "InvokeAgentRuntime",
                    "Name", agent.metricName(),
                    "Resource", agent.runtimeArn(settings.region(), settings.account()))))
        .statistic(statistic)
        .period(period)
        .build();
  }

  public Agent agent() {
    return agent;
  }

  List<Alarm> alarms() {
    return alarms;
  }
}
