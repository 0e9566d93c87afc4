package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.CloudWatchAlarms;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.aws.LookCanary;
import com.vitracka.responder.aws.StepFunctionsExecutions;
import com.vitracka.responder.detect.Decision;
import com.vitracka.responder.detect.Intake;
import com.vitracka.responder.detect.Sources;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Pulse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Intake function: takes alarms in every shape, CloudTrail's and the pipeline's events, the
 * canary's failures, and the order to reconcile.
 *
 * <p>Answers {@code {"decision", "incident", "reason"}}; an SNS event of several records answers
 * {@code {"answers": […]}}. Fails when a service does, so that Lambda delivers the event again and
 * keeps it in the dead-letter queue when that does not help.
 */
public final class IntakeHandler implements RequestStreamHandler {
  private final Intake intake;
  private final Pulse pulse;
  private final InstantSource clock;
  private final Consumer<String> log;

  /** For Lambda. */
  public IntakeHandler() {
    this(Aws.fromEnvironment(), PlanDocument.deployed());
  }

  private IntakeHandler(Aws aws, Plan plan) {
    this(deployed(aws, plan), Beats.to(aws, plan), InstantSource.system(), System.out::println);
  }

  /**
   * @param log takes one line of JSON at a time; standard output in Lambda
   */
  public IntakeHandler(Intake intake, Pulse pulse, InstantSource clock, Consumer<String> log) {
    this.intake = intake;
    this.pulse = pulse;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String raw = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    List<Decision> decisions = intake.receive(raw);
    long quarantined = decisions.stream().filter(Decision.Quarantined.class::isInstance).count();
    if (quarantined > 0) {
      log.accept(MetricLine.count("Quarantined", Math.toIntExact(quarantined), clock.instant()));
    }
    decisions.forEach(this::beat);
    List<Map<String, @Nullable Object>> answers =
        decisions.stream().map(Decision::toDocument).toList();
    answers.forEach(answer -> log.accept(Json.write(answer)));
    output.write(
        Json.writeWithNulls(answers.size() == 1 ? answers.getFirst() : Map.of("answers", answers))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A comparison that failed anywhere is no sign of life. */
  private void beat(Decision decision) {
    if (decision instanceof Decision.Reconciled(_, _, List<String> failures)) {
      boolean heard = !failures.isEmpty() || pulse.beat(Heartbeat.Of.RECONCILE, clock.instant());
      boolean watched = pulse.isWatched();
      log.accept(MetricLine.count("WatchSilent", heard && watched ? 0 : 1, clock.instant()));
    }
  }

  private static Intake deployed(Aws aws, Plan plan) {
    Records records = new Records(aws, plan);
    return new Intake(
        plan,
        new Sources(
            Environment.get("RESPONDER_ACCOUNT"),
            plan.region(),
            List.of(Environment.get("RESPONDER_ALARM_TOPIC_ARNS").split(",", -1))),
        records.incidents(),
        records.controls(),
        records.failing(),
        new StepFunctionsExecutions(
            aws::sfn,
            Environment.get("RESPONDER_RECOVERY_MACHINE_ARN"),
            Environment.get("RESPONDER_INFORM_MACHINE_ARN")),
        new LookCanary(aws::lambda, Environment.get("RESPONDER_LOOK_FUNCTION")),
        new CloudWatchAlarms(aws::cloudWatch),
        InstantSource.system(),
        new SplittableRandom());
  }
}
