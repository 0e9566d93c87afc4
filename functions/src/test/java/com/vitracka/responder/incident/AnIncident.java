package com.vitracka.responder.incident;

import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * Incidents and their parts as tests speak of them. Times are of one day, written {@code 03:00}.
 */
public final class AnIncident {
  private AnIncident() {}

  public static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + (time.length() == 5 ? ":00Z" : "Z"));
  }

  public static Subject coach() {
    return new Subject.OneAgent("coach_companion");
  }

  /** An alarm on errors that came through the topic as soon as it went off. */
  public static Signal alarm(String time) {
    return signal(Signal.Path.SNS, "coach_companion-errors", time);
  }

  public static Signal signal(Signal.Path path, String name, String time) {
    return new Signal(
        path, Signal.Trouble.ERRORS, name, at(time), at(time), "Threshold Crossed: 5 > 1.0");
  }

  public static Assessment outage(String time) {
    return new Assessment(
        at(time),
        Severity.P1,
        OptionalInt.of(1),
        "agent does not answer",
        Remedy.REDEPLOY,
        "the agent's processes die",
        "look at the last error lines of its log",
        "",
        List.of("canary: failed twice", "runtime: READY"));
  }

  /** A redeployment that the service accepted. */
  public static StepRecord redeployed(int number, String time) {
    return new StepRecord(
        number, new Step.Redeploy(), at(time), new StepState.Done(at(time), at(time), "7"));
  }

  public static StepRecord backedUp(int number, String time) {
    return new StepRecord(
        number,
        new Step.BackUp(),
        at(time),
        new StepState.Done(at(time), at(time), "backups/coach_companion/1.json"));
  }

  /** A message to on-call by mail that is about to leave. */
  public static Message sending(String key, String time) {
    return new Message(
        key, "first-notice", "on-call", "EMAIL", Message.State.SENDING, at(time), "");
  }
}
