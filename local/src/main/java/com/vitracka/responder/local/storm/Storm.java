package com.vitracka.responder.local.storm;

import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.local.demo.CleanUp;
import com.vitracka.responder.local.demo.Commands;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.local.demo.TeamAccount;
import com.vitracka.responder.local.demo.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** One run: a small storm, the whole one, the comparison each minute, and the canary of all. */
final class Storm {
  /** Alarms of the storm that the whole one is held against. */
  static final int SMALL = 100;

  private static final int FEWEST_AGENTS = 3;

  /**
   * @param sideBySide environments of the Intake function
   */
  record Size(int alarms, int agents, int sideBySide) {
    /** As many alarms for each agent as in the whole storm. */
    int agentsOfSmall() {
      return Math.max(FEWEST_AGENTS, Math.toIntExact((long) SMALL * agents / alarms));
    }
  }

  private final Workspace workspace;
  private final LocalAws aws;
  private final Size size;
  private final Timeline timeline;
  private final CleanUp cleanUp = new CleanUp();

  Storm(Workspace workspace, LocalAws aws, Size size, Timeline timeline) {
    this.workspace = workspace;
    this.aws = aws;
    this.size = size;
    this.timeline = timeline;
  }

  /** Whether all is as it must be. */
  boolean run() {
    return cleanUp.around(false, this::runAll);
  }

  private boolean runAll() {
    StormPlan plan = StormPlan.of(workspace, size.agents());
    CanaryReach.Reached reached = new CanaryReach(plan, timeline).measure();
    if (!aws.isRunning()) {
      cleanUp.add(aws::stop);
    }
    aws.start();
    timeline.tell("storm", "the local AWS is up at " + aws.endpoint());
    AwsClients clients = new AwsClients(aws);
    cleanUp.add(clients::close);
    Deployment deployment = deploy(clients, plan);
    PlanDeployment functions = new PlanDeployment(workspace, clients);
    functions.allowLookingAtAll();
    try (Phases phases = new Phases(workspace, aws, clients, deployment, timeline)) {
      StormPlan smallPlan = StormPlan.of(workspace, size.agentsOfSmall());
      functions.deploy(smallPlan);
      phases.warmUp(smallPlan);
      Measured small = phases.storm(smallPlan, SMALL);
      functions.deploy(plan);
      phases.warmUp(plan);
      Measured whole = phases.storm(plan, size.alarms());
      EachMinute eachMinute = new EachMinute(aws, clients, plan, phases, timeline);
      List<String> minutes = eachMinute.measure();
      return tell(new Comparison(small, whole), eachMinute, minutes, reached);
    }
  }

  private Deployment deploy(AwsClients clients, StormPlan plan) {
    Path overlay = emptyOverlay();
    Commands commands = new Commands(workspace, aws, overlay);
    cleanUp.add(commands::close);
    new TeamAccount(clients, plan.plan(), plan.agents().getFirst()).setUp();
    Deployment deployment = Deployment.deploy(workspace, commands, "planOverlay=" + overlay);
    // What they call each minute is called here, when it is measured.
    aws.aws().post("/_local/schedules/state", Map.of("state", "DISABLED"));
    try (LambdaClient lambda = clients.build(LambdaClient.builder())) {
      lambda.putFunctionConcurrency(
          put ->
              put.functionName("responder-intake").reservedConcurrentExecutions(size.sideBySide()));
    }
    timeline.tell("storm", "the responder is deployed by cdk deploy");
    return deployment;
  }

  private Path emptyOverlay() {
    Path file = workspace.local().resolve("storm-overlay.yaml");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "{}\n");
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private boolean tell(
      Comparison comparison,
      EachMinute eachMinute,
      List<String> minutes,
      CanaryReach.Reached reached) {
    timeline.note("");
    comparison.lines().forEach(timeline::note);
    timeline.note("");
    minutes.forEach(timeline::note);
    reached.lines().forEach(timeline::note);
    timeline.note("");
    List<String> misses = new ArrayList<>(comparison.misses());
    misses.addAll(eachMinute.misses());
    misses.addAll(reached.misses());
    misses.forEach(miss -> timeline.note("MISSED: " + miss));
    timeline.note(
        misses.isEmpty() ? "RESULT storm passed" : "RESULT storm MISSED " + misses.size());
    return misses.isEmpty();
  }
}
