package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Signal.Path;
import java.time.Instant;
import java.util.List;

/** What an event turned out to be. */
public sealed interface Reading {
  /**
   * An alarm changed its state.
   *
   * @param at when, by CloudWatch's clock
   * @param reason CloudWatch's own
   * @param measures the metrics of a metric or metric-math alarm; none for a composite one
   * @param rule of a composite alarm, else empty
   * @param triggering ARNs of the composite's children that set it off, where the event tells them
   */
  record Alarm(
      Path path,
      Origin origin,
      String name,
      AlarmState state,
      Instant at,
      String reason,
      List<Measure> measures,
      String rule,
      List<String> triggering)
      implements Reading {}

  /**
   * A call of AgentCore's control plane, as CloudTrail tells it.
   *
   * @param runtimeId of the agent that it is about, empty where it names none
   * @param version the one version that it is about, empty when it is about the whole agent
   * @param error the service's refusal, empty when the call succeeded
   * @param by who called
   */
  record ApiCall(
      Origin origin,
      String event,
      String runtimeId,
      String version,
      String error,
      String by,
      Instant at)
      implements Reading {}

  /** The team's pipeline found that the agent answers wrongly after a deployment. */
  record TestsFailed(Origin origin, String agent, String commit, String failed, Instant at)
      implements Reading {}

  /** Our canary failed twice. */
  record CanaryFailed(String agent, Instant at, String detail) implements Reading {}

  /** Compare alarms, incidents and executions. */
  record Reconcile() implements Reading {}

  /** An event of EventBridge that is none of the above. */
  record Other(Origin origin, String kind, Instant at) implements Reading {}

  /**
   * No event that is known, or one with a part missing.
   *
   * @param claimed where it says that it comes from, as far as that can be read
   */
  record Unreadable(String reason, String raw, Origin claimed) implements Reading {}
}
