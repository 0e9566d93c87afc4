package com.vitracka.responder.infra.constructs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/**
 * Calls a function each minute with {@code {"do": …}}, by several schedules side by side where one
 * call would take too long, and tells people by the fallback topic when the function has not run
 * for five minutes: a schedule that is gone leaves no dead letter.
 */
public final class EachMinute extends Construct {
  /**
   * CloudWatch looks at some periods more than these before it says that there is no data, so it is
   * five to six minutes without a run.
   */
  private static final int MINUTES = 3;

  public EachMinute(
      Construct scope,
      String what,
      int calls,
      ResponderFunction function,
      DeadLetters undelivered,
      FallbackTopic fallback) {
    super(scope, what);
    Right invoke =
        Right.to("Invoke", "lambda:InvokeFunction").on(function.alias().getFunctionArn());
    // Scheduler writes dead letters with the target's role, not with one of its own.
    Right keepUndelivered =
        Right.to("KeepUndelivered", "sqs:SendMessage").on(undelivered.queue().getQueueArn());
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .description("Calls " + function.part().qualifiedName() + " each minute: " + what)
            .inlinePolicies(
                Map.of(
                    "Invoke",
                    PolicyDocument.Builder.create()
                        .statements(List.of(invoke.statement(), keepUndelivered.statement()))
                        .build()))
            .build();
    for (int part = 0; part < calls; part++) {
      schedule(what, part, calls, function, role, undelivered);
    }
    missing(what, function, fallback);
  }

  /**
   * A function that does not run has no datapoints. So the alarm is made without data, which is no
   * change and tells nobody, goes to OK with the first run, and tells people when it is without
   * data again. That runs never begin is told by the heartbeats, which breach when missing.
   */
  private void missing(String what, ResponderFunction function, FallbackTopic fallback) {
    Alarm alarm =
        OwnAlarm.named(
                this,
                "Missing",
                "missing-runs-" + what,
                function.part().functionName()
                    + " has not run for five minutes (no data), though its schedule responder-"
                    + what
                    + " calls it each minute.")
            .metric(
                Metric.Builder.create()
                    .namespace("AWS/Lambda")
                    .metricName("Invocations")
                    .dimensionsMap(Map.of("FunctionName", function.function().getFunctionName()))
                    .statistic("Sum")
                    .period(Duration.minutes(1))
                    .build())
            .threshold(1)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .evaluationPeriods(MINUTES)
            .datapointsToAlarm(MINUTES)
            .treatMissingData(TreatMissingData.MISSING)
            .build();
    SnsAction tell = new SnsAction(fallback.topic());
    alarm.addInsufficientDataAction(tell);
    alarm.addAlarmAction(tell);
  }

  /** The first keeps the name that it has where there is one only. */
  private void schedule(
      String what,
      int part,
      int calls,
      ResponderFunction function,
      Role role,
      DeadLetters undelivered) {
    String number = part == 0 ? "" : "-" + (part + 1);
    Map<String, Object> input =
        calls == 1 ? Map.of("do", what) : Sorted.map(Map.of("do", what, "part", part, "of", calls));
    Schedule.Builder.create(this, "Schedule" + number)
        .scheduleName("responder-" + what + number)
        .description("AgentCore Responder: " + what + number)
        .schedule(ScheduleExpression.rate(Duration.minutes(1)))
        .target(
            LambdaInvoke.Builder.create(function.alias())
                .input(ScheduleTargetInput.fromObject(input))
                // The imported form, so that the CDK adds no wildcard rights of its own.
                .role(role.withoutPolicyUpdates())
                .deadLetterQueue(undelivered.queue())
                // Late is useless: the next minute's call does the same.
                .retryAttempts(0)
                .maxEventAge(Duration.minutes(1))
                .build())
        .build();
  }
}
