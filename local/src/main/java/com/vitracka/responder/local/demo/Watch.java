package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Looks at the incident table, the state machines, AgentCore and the users, and tells what is new.
 */
final class Watch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final int MOST_INCIDENTS = 20;

  private final IncidentStore store;
  private final SfnClient machines;
  private final Deployment deployment;
  private final LocalServer agentCore;
  private final Users users;
  private final Agent agent;
  private final Timeline timeline;
  private final Instant since;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final Map<String, String> phases = new HashMap<>();
  private volatile List<Incident> incidents = List.of();
  private final List<Deploying> deployings = new CopyOnWriteArrayList<>();
  private @Nullable Instant busySince;
  private boolean usersServed = true;

  /** A time in which the platform was busy with the agent. */
  private record Deploying(Instant begun, Instant ended) {}

  Watch(
      IncidentStore store,
      SfnClient machines,
      Deployment deployment,
      LocalServer agentCore,
      Users users,
      Agent agent,
      Timeline timeline) {
    this.store = store;
    this.machines = machines;
    this.deployment = deployment;
    this.agentCore = agentCore;
    this.users = users;
    this.agent = agent;
    this.timeline = timeline;
    this.since = Instant.now();
  }

  void start() {
    var _ = clock.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The agent's incidents since the demo began, oldest first. */
  List<Incident> incidents() {
    return incidents;
  }

  List<Message> messages(Incident incident) {
    return store.listMessages(incident.id());
  }

  boolean isResolutionTold(Incident incident) {
    return messages(incident).stream()
        .anyMatch(
            message ->
                message.kind().equals("resolution") && message.state() == Message.State.SENT);
  }

  boolean hasEnded(String machine, Incident incident) {
    return status(machine, incident).map(status -> status != ExecutionStatus.RUNNING).orElse(false);
  }

  Optional<ExecutionStatus> status(String machine, Incident incident) {
    try {
      return Optional.of(
          machines
              .describeExecution(request -> request.executionArn(execution(machine, incident)))
              .status());
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /** Runs on one thread; a look that fails is told once and tried again. */
  private void look() {
    try {
      List<Incident> found =
          store.listOf(new Subject.OneAgent(agent.name()), MOST_INCIDENTS).stream()
              .filter(incident -> !incident.file().openedAt().isBefore(since))
              .sorted(Comparator.comparing(incident -> incident.file().openedAt()))
              .toList();
      timeline.together(
          () -> {
            lookAtUsers();
            lookAtAgentCore();
            found.forEach(this::lookAt);
          });
      // After the telling, so that who waits for the end has read how it came.
      incidents = found;
    } catch (SdkException | Failure e) {
      timeline.tellOnce(
          "watch/" + e.getClass(), Instant.now(), "demo", "could not look: " + e.getMessage());
    } catch (RuntimeException e) {
      timeline.tellOnce("watch/" + e, Instant.now(), "demo", "could not look: " + e);
    }
  }

  private void lookAtUsers() {
    Optional<Users.Call> latest = users.findLatest();
    if (latest.isEmpty()) {
      return;
    }
    Users.Call call = latest.get();
    if (usersServed && !call.right()) {
      usersServed = false;
      timeline.tell(call.endedAt(), "users", "see errors: " + shortened(call.trouble()));
    } else if (!usersServed && users.areServed(8)) {
      usersServed = true;
      timeline.tell(call.endedAt(), "users", "get right answers again");
    }
  }

  private void lookAtAgentCore() {
    for (JsonNode runtime : agentCore.get("/_local/state").path("runtimes")) {
      if (!runtime.path("agentRuntimeId").asText().equals(agent.runtimeId())) {
        continue;
      }
      for (JsonNode version : runtime.path("versions")) {
        String number = version.path("agentRuntimeVersion").asText();
        String status = version.path("status").asText();
        timeline.tellOnce(
            "version/" + number + "/" + status,
            Instant.now(),
            "agentcore",
            "version " + number + " is " + status);
      }
      boolean busy = isBusy(runtime.path("status").asText());
      for (JsonNode endpoint : runtime.path("endpoints")) {
        busy = busy || isBusy(endpoint.path("status").asText());
        String name = endpoint.path("name").asText();
        String live = endpoint.path("liveVersion").asText("");
        if (!live.isEmpty()) {
          timeline.tellOnce(
              "endpoint/" + name + "/" + live,
              Instant.now(),
              "agentcore",
              "endpoint " + name + " serves version " + live);
        }
      }
      noteBusy(busy);
    }
  }

  private static boolean isBusy(String status) {
    return status.endsWith("ING");
  }

  private void noteBusy(boolean busy) {
    if (busy && busySince == null) {
      busySince = Instant.now();
    } else if (!busy && busySince != null) {
      deployings.add(new Deploying(busySince, Instant.now()));
      busySince = null;
    }
  }

  private void lookAt(Incident incident) {
    CaseFile file = incident.file();
    String id = file.id();
    timeline.tellOnce(id, file.openedAt(), "DETECT", "incident " + id + " is open");
    for (Signal signal : file.signals()) {
      timeline.tellOnce(
          id + "/" + signal.key(),
          signal.receivedAt(),
          "DETECT",
          "signal by %s: %s (%s), raised %.1f s before"
              .formatted(
                  signal.path(),
                  signal.name(),
                  signal.trouble(),
                  Duration.between(signal.at(), signal.receivedAt()).toMillis() / 1000.0));
    }
    lookAtPhase(incident);
    for (Assessment assessment : file.assessments()) {
      timeline.tellOnce(
          id + "/assessment/" + assessment.at(),
          assessment.at(),
          "ASSESS",
          "%s, scenario %s, %s: %s"
              .formatted(
                  assessment.severity(),
                  scenario(assessment),
                  assessment.remedy(),
                  assessment.hypothesis()));
    }
    file.steps().forEach(step -> lookAt(id, step));
    lookAtVerification(file);
    for (Message message : store.listMessages(id)) {
      if (message.state() != Message.State.SENDING) {
        timeline.tellOnce(
            id + "/message/" + message.key() + message.state(),
            message.at(),
            "tell",
            "%s to %s by %s: %s%s"
                .formatted(
                    message.kind(),
                    message.to(),
                    message.via(),
                    message.state(),
                    message.state() == Message.State.REFUSED ? ", " + message.detail() : ""));
      }
    }
    switch (incident) {
      case Incident.Open _ -> {}
      case Incident.Resolved resolved ->
          timeline.tellOnce(
              id + "/resolved",
              resolved.resolvedAt(),
              "RESOLVED",
              id + ": " + resolved.resolution());
      case Incident.Escalated escalated ->
          timeline.tellOnce(
              id + "/escalated",
              escalated.escalatedAt(),
              "ESCALATED",
              id + ": " + escalated.reason());
    }
  }

  private void lookAt(String id, StepRecord step) {
    String key = id + "/step/" + step.number() + "/" + step.state().getClass().getSimpleName();
    String name = "step %d, %s".formatted(step.number(), step.step().name());
    switch (step.state()) {
      case StepState.Pending _ ->
          timeline.tellOnce(key, step.decidedAt(), "RESPOND", name + ": decided");
      case StepState.Started started ->
          timeline.tellOnce(key, started.at(), "RESPOND", name + ": begun");
      case StepState.Done done ->
          timeline.tellOnce(key, done.at(), "RESPOND", name + ": done, " + done.result());
      case StepState.Failed failed ->
          timeline.tellOnce(key, failed.at(), "RESPOND", name + ": failed, " + failed.reason());
    }
  }

  private void lookAtVerification(CaseFile file) {
    int steps = file.steps().size();
    String key = file.id() + "/verification/" + steps;
    file.verification()
        .findReadyAt()
        .ifPresent(
            at -> timeline.tellOnce(key + "/ready", at, "VERIFY", "the deployment is ready"));
    file.verification()
        .findRightSince()
        .ifPresent(
            at ->
                timeline.tellOnce(
                    key + "/right/" + at,
                    at,
                    "VERIFY",
                    "a new session gets a right answer; the stability window begins"));
  }

  /** States of both machines as they are entered; the loops are told once each way. */
  private void lookAtPhase(Incident incident) {
    for (String machine : List.of(deployment.recovery(), deployment.inform())) {
      String name = machine.equals(deployment.recovery()) ? "recovery" : "inform";
      try {
        Optional<HistoryEvent> entered =
            machines
                .getExecutionHistory(
                    request ->
                        request
                            .executionArn(execution(machine, incident))
                            .reverseOrder(true)
                            .maxResults(30))
                .events()
                .stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .max(Comparator.comparing(HistoryEvent::id));
        if (entered.isPresent()) {
          String state = entered.get().stateEnteredEventDetails().name();
          if (!state.equals(phases.put(incident.id() + name, state))) {
            timeline.tellOnce(
                incident.id() + name + state + incident.file().steps().size(),
                entered.get().timestamp(),
                name,
                state);
          }
        }
      } catch (ExecutionDoesNotExistException e) {
        // Intake starts it right after the record is written.
      }
    }
  }

  static String scenario(Assessment assessment) {
    return assessment.scenario().isPresent() ? "" + assessment.scenario().getAsInt() : "-";
  }

  private static String execution(String machine, Incident incident) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + incident.id();
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 110 ? line.substring(0, 109) + "…" : line;
  }

  /** How long the platform was deploying (runtime or endpoint) between two instants. */
  Duration deploying(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Deploying one : deployings) {
      if (!one.begun().isBefore(from) && one.begun().isBefore(to)) {
        sum = sum.plus(Duration.between(one.begun(), one.ended().isAfter(to) ? to : one.ended()));
      }
    }
    return sum;
  }

  /** Calls of the control plane from an instant on that changed something, the responder's only. */
  List<JsonNode> responderCalls(Instant from, String teamKey) {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode call : agentCore.get("/_local/calls").path("calls")) {
      if (!Instant.parse(call.path("at").asText()).isBefore(from)
          && !call.path("accessKeyId").asText().equals(teamKey)
          && !call.path("repeated").asBoolean()) {
        calls.add(call);
      }
    }
    return calls;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
