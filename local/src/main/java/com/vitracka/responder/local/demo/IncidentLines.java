package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes what an incident's record says into the timeline, each thing once. */
final class IncidentLines {
  private final IncidentStore store;
  private final Machines machines;
  private final Timeline timeline;

  /** The state in which each execution was seen last. */
  private final Map<String, String> states = new HashMap<>();

  IncidentLines(IncidentStore store, Machines machines, Timeline timeline) {
    this.store = store;
    this.machines = machines;
    this.timeline = timeline;
  }

  /** Tells what is new of it. */
  void tell(Incident incident) {
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
    tellStates(incident);
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
    file.steps().forEach(step -> tell(id, step));
    tellVerification(file);
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

  private void tell(String id, StepRecord step) {
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

  private void tellVerification(CaseFile file) {
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
                    "a new session gets a right answer; the stability window begins"
                        + file.verification()
                            .findInterruptedBy()
                            .map(why -> " anew: " + why)
                            .orElse("")));
  }

  /** States of both machines as they are entered; the loops are told once each way. */
  private void tellStates(Incident incident) {
    tellState("recovery", machines.recovery(), incident);
    tellState("inform", machines.inform(), incident);
  }

  private void tellState(String name, String machine, Incident incident) {
    Optional<Machines.Entered> entered = machines.findNewestState(machine, incident);
    if (entered.isEmpty()) {
      return;
    }
    String state = entered.get().state();
    if (!state.equals(states.put(incident.id() + name, state))) {
      timeline.tellOnce(
          incident.id() + name + state + incident.file().steps().size(),
          entered.get().at(),
          name,
          state);
    }
  }

  static String scenario(Assessment assessment) {
    return assessment.scenario().isPresent() ? "" + assessment.scenario().getAsInt() : "-";
  }
}
