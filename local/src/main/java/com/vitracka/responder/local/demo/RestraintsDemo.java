package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.FaultSwitch;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An agent crashes while people hold the responder back, in one way or in all of them in a row;
 * what AgentCore was asked to change is held against what was allowed.
 */
final class RestraintsDemo {
  private static final Duration TO_NOTICE = Duration.ofMinutes(2);
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final Duration AFTERMATH = Duration.ofSeconds(60);

  private final Workspace workspace;
  private final LocalAws aws;
  private final List<Restraint> restraints;
  private final boolean keep;
  private final Timeline timeline;
  private final DemoPlan plan;
  private final CleanUp cleanUp = new CleanUp();

  /** With one restraint, its mode stands in the plan; with several, commands change it. */
  RestraintsDemo(
      Workspace workspace,
      LocalAws aws,
      List<Restraint> restraints,
      boolean keep,
      Timeline timeline) {
    this.workspace = workspace;
    this.aws = aws;
    this.restraints = List.copyOf(restraints);
    this.keep = keep;
    this.timeline = timeline;
    this.plan =
        DemoPlan.inMode(workspace, restraints.size() == 1 ? restraints.getFirst().mode() : "auto");
  }

  /** Whether each ended as documented. */
  boolean run() {
    return cleanUp.around(keep, this::runAll);
  }

  private boolean runAll() {
    Stage stage = Stage.setUp(workspace, aws, plan, cleanUp, timeline);
    OnCall onCall = new OnCall(workspace, aws, plan, timeline);
    onCall.type(List.of("brake", "status"));
    Instant notNear = stage.team().lastDeployment().plus(plan.plan().windows().deploymentNear());
    timeline.tell("demo", "waits until the team's deployment is not near any more");
    Waiting.until(notNear.plusSeconds(2));
    List<RestraintResult> results = new ArrayList<>();
    for (Restraint restraint : restraints) {
      timeline.note("");
      timeline.tell("CASE", restraint.options());
      RestraintResult result = trial(stage, onCall, restraint);
      results.add(result);
      timeline.tell("CASE", result.row());
      if (restraints.size() > results.size()) {
        mend(stage, onCall, restraint);
      }
    }
    timeline.note("");
    results.forEach(result -> timeline.note(result.row()));
    Path page = workspace.local().resolve("inbox.html");
    Inbox.read(aws.aws()).writePage(page);
    timeline.note("mails and SMS: " + page);
    long right = results.stream().filter(result -> result.differences().isEmpty()).count();
    boolean all = right == restraints.size();
    timeline.result("RESULT cases=%d as_documented=%d".formatted(restraints.size(), right), all);
    return all;
  }

  private RestraintResult trial(Stage stage, OnCall onCall, Restraint restraint) {
    if (restraints.size() > 1) {
      List<String> mode = new ArrayList<>(List.of("mode", DemoPlan.AGENT, "--scenario", "1"));
      mode.addAll(List.of(restraint.mode().split(" ")));
      onCall.type(mode);
    }
    Watch watch = stage.watch();
    int before = watch.incidents().size();
    Instant broken = Instant.now();
    new FaultSwitch(aws).on(Fault.CRASH, plan.agent().runtimeId(), Duration.ZERO);
    timeline.tell("BREAK", Fault.CRASH.description());
    demand(
        Waiting.until(() -> watch.incidents().size() > before, TO_NOTICE),
        "no incident was opened within " + TO_NOTICE.toSeconds() + " s");
    String id = watch.incidents().get(before).id();
    if (restraint == Restraint.BRAKE) {
      onCall.type(List.of("brake", "on", "--reason", "the demo pulls it"));
    }
    restraint.findAnswer().ifPresent(command -> onCall.answer(id, command));
    demand(
        Waiting.until(() -> !(watch.incidents().get(before) instanceof Incident.Open), TO_END),
        "incident " + id + " did not end within " + TO_END.toSeconds() + " s");
    Incident end = watch.incidents().get(before);
    boolean finished =
        Waiting.until(() -> watch.hasRecoveryEnded(end) && isTold(watch, end), AFTERMATH);
    return new RestraintResult(
        restraint,
        end.state(),
        reason(end),
        watch.agentCore().responderCalls(broken, LocalAws.ACCESS_KEY).stream()
            .map(RestraintsDemo::words)
            .toList(),
        watch.incidents().size() - before,
        finished,
        Duration.between(broken, Reckoning.endOf(end)));
  }

  private static String words(JsonNode call) {
    return call.path("operation").asText()
        + (call.has("errorCode") ? " (" + call.path("errorCode").asText() + ")" : "");
  }

  private static boolean isTold(Watch watch, Incident end) {
    String kind = end instanceof Incident.Escalated ? "escalation" : "resolution";
    return watch.messages(end).stream()
        .anyMatch(message -> message.kind().equals(kind) && message.state() == Message.State.SENT);
  }

  /** So that the next one begins as this one did. */
  private void mend(Stage stage, OnCall onCall, Restraint restraint) {
    if (restraint == Restraint.BRAKE) {
      onCall.type(List.of("brake", "off", "--yes"));
    }
    new FaultSwitch(aws).off(Fault.CRASH);
    demand(
        Waiting.until(() -> stage.users().areServed(8), AFTERMATH),
        "users are not served although nothing is broken any more");
    findUnresolved(stage.watch())
        .ifPresent(
            incident ->
                onCall.type(
                    List.of("incidents", "close", incident.id(), "--because", "the demo goes on")));
    try (CloudWatchClient cloudWatch = stage.clients().build(CloudWatchClient.builder())) {
      demand(
          Waiting.until(() -> isQuiet(cloudWatch), AFTERMATH.multipliedBy(2)),
          "the agent's alarms go on although nothing is broken any more");
    }
  }

  private static Optional<Incident> findUnresolved(Watch watch) {
    return watch.incidents().stream()
        .filter(incident -> !(incident instanceof Incident.Resolved))
        .findFirst();
  }

  private boolean isQuiet(CloudWatchClient cloudWatch) {
    return cloudWatch
        .describeAlarms(
            request ->
                request
                    .alarmNamePrefix("responder-" + plan.agent().name())
                    .stateValue(StateValue.ALARM))
        .metricAlarms()
        .isEmpty();
  }

  private static void demand(boolean is, String otherwise) {
    if (!is) {
      throw new Failure(
          ExitCode.FAILED,
          otherwise,
          DemoPlan.AGENT,
          "read the timeline above and .responder/local/ministack.log");
    }
  }

  private static String reason(Incident incident) {
    return switch (incident) {
      case Incident.Open _ -> "";
      case Incident.Resolved resolved -> resolved.resolution();
      case Incident.Escalated escalated -> escalated.reason();
    };
  }
}
