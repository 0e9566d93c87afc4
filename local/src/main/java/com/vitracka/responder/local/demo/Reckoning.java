package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.local.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reckons the verdict from the records, AgentCore's list of calls and the users' calls.
 *
 * @param broken when the fault began
 * @param teamKey access key of the team's calls; all others are the responder's
 */
record Reckoning(DemoPlan plan, Fault fault, Instant broken, String teamKey) {
  private static final Set<String> DEPLOYMENTS = Set.of("CreateAgentRuntime", "UpdateAgentRuntime");

  Verdict of(Watch watch, Users users) {
    List<Incident> incidents = watch.incidents();
    List<JsonNode> calls = watch.agentCore().responderCalls(broken, teamKey);
    Optional<Incident> first = incidents.stream().findFirst();
    Optional<Assessment> assessment = first.flatMap(i -> i.file().findAssessment());
    Optional<Instant> signal = first.map(Reckoning::signalAt);
    Instant trouble = trouble(users);
    return new Verdict(
        fault,
        incidents.stream().map(Incident::state).toList(),
        assessment.map(a -> a.severity().name()).orElse("-"),
        assessment.map(IncidentLines::scenario).orElse("-"),
        signal.map(at -> atLeastZero(Duration.between(trouble, at))).orElse(Duration.ZERO),
        first
            .map(incident -> Duration.between(signalAt(incident), endOf(incident)))
            .orElse(Duration.ZERO),
        users.outage(broken, Instant.now()),
        incidents.stream()
            .filter(Incident.Resolved.class::isInstance)
            .map(incident -> overhead(incident, watch))
            .max(Comparator.naturalOrder()),
        (int)
            calls.stream()
                .filter(call -> DEPLOYMENTS.contains(call.path("operation").asText()))
                .filter(call -> !call.has("errorCode"))
                .count(),
        first.map(Reckoning::paths).orElse(Set.of()),
        pathsWanted(),
        first.flatMap(incident -> firstNotice(incident, watch)));
  }

  /** When users first saw it; when they see nothing of it, when it began. */
  private Instant trouble(Users users) {
    Optional<Users.Call> call =
        fault == Fault.SLOW
            ? users.findFirstSlow(broken, plan.agent().thresholds().latency())
            : users.findFirstFailure(broken);
    return fault.concernsUsers() ? call.map(Users.Call::startedAt).orElse(broken) : broken;
  }

  private Duration overhead(Incident incident, Watch watch) {
    Duration whole = Duration.between(signalAt(incident), endOf(incident));
    List<StepRecord> changes =
        incident.file().steps().stream().filter(step -> step.step().mutates()).toList();
    Duration stability =
        !changes.isEmpty() && changes.getLast().step() instanceof Step.Redeploy
            ? plan.plan().windows().stability()
            : plan.plan().windows().stabilityAfterRollback();
    return atLeastZero(
        whole
            .minus(watch.agentCore().deploying(signalAt(incident), endOf(incident)))
            .minus(stability));
  }

  private static Optional<Duration> firstNotice(Incident incident, Watch watch) {
    return watch.messages(incident).stream()
        .filter(message -> message.state() == Message.State.SENT)
        .map(Message::at)
        .min(Comparator.naturalOrder())
        .map(at -> atLeastZero(Duration.between(signalAt(incident), at)));
  }

  private static Instant signalAt(Incident incident) {
    return incident.file().signals().stream()
        .map(Signal::at)
        .min(Comparator.naturalOrder())
        .orElse(incident.file().startedAt());
  }

  /** Now, while it is open. */
  static Instant endOf(Incident incident) {
    return switch (incident) {
      case Incident.Open _ -> Instant.now();
      case Incident.Resolved resolved -> resolved.resolvedAt();
      case Incident.Escalated escalated -> escalated.escalatedAt();
    };
  }

  /**
   * The canary leaves an agent alone while its metrics say that users are served. Metrics of whole
   * minutes say so until the alarm fires, and the canary's next turn may come after the recovery.
   */
  private Set<String> pathsWanted() {
    if (fault != Fault.CRASH) {
      return Set.of();
    }
    return new TreeSet<>(
        plan.isShortened()
            ? List.of("SNS", "EVENTBRIDGE", "CANARY")
            : List.of("SNS", "EVENTBRIDGE"));
  }

  private static Set<String> paths(Incident incident) {
    Set<String> paths = new TreeSet<>();
    incident.file().signals().forEach(signal -> paths.add(signal.path().name()));
    return paths;
  }

  private static Duration atLeastZero(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }
}
