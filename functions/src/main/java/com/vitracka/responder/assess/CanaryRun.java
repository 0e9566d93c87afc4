package com.vitracka.responder.assess;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The canary: proves each minute that an agent answers, since a dead agent may emit no metric.
 *
 * <p>It is left out while real traffic is healthy, and two failures in a row tell Intake.
 */
public final class CanaryRun {
  /** Failures in a row before Intake is told. */
  private static final int FAILURES = 2;

  /** Tells Intake that an agent does not answer. */
  public interface Alarm {
    void canaryFailed(Agent agent, Instant at, String detail);
  }

  /** Counts runs and failures for the canary's own alarm. */
  public interface Counter {
    void count(Agent agent, boolean failed, Instant at);
  }

  /** What a run came to, for the function's answer. */
  public record Outcome(String agent, Came came, String result) {
    /** Whether the agent was invoked, and how it answered. */
    public enum Came {
      RIGHT,
      /** Not invoked: says nothing about how the agent answers us. */
      LEFT_OUT,
      FAILED
    }
  }

  private final AgentProbes probes;
  private final AgentVersions versions;
  private final CanaryMemory memory;
  private final Alarm alarm;
  private final Counter counter;
  private final Windows windows;
  private final InstantSource clock;

  public CanaryRun(
      AgentProbes probes,
      AgentVersions versions,
      CanaryMemory memory,
      Alarm alarm,
      Counter counter,
      Windows windows,
      InstantSource clock) {
    this.probes = probes;
    this.versions = versions;
    this.memory = memory;
    this.alarm = alarm;
    this.counter = counter;
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * Looks at one agent.
   *
   * @param always also when real traffic is healthy: somebody asked
   */
  public Outcome run(Agent agent, boolean always) {
    Instant at = clock.instant();
    if (!always && trafficIsHealthy(agent, at)) {
      proven(agent, at);
      return new Outcome(agent.name(), Outcome.Came.LEFT_OUT, "left out: real traffic is healthy");
    }
    CanaryResult result = probes.invoke(agent);
    int failures = 0;
    while (!result.right()) {
      failures = memory.record(agent.name(), false, clock.instant());
      if (failures >= FAILURES) {
        break;
      }
      result = probes.invoke(agent);
    }
    counter.count(agent, !result.right(), at);
    if (result.right()) {
      proven(agent, at);
      return new Outcome(agent.name(), Outcome.Came.RIGHT, "answers right");
    }
    alarm.canaryFailed(agent, at, result.answer().words());
    return new Outcome(
        agent.name(),
        Outcome.Came.FAILED,
        result.answer().words() + " (" + failures + " failures in a row)");
  }

  private boolean trafficIsHealthy(Agent agent, Instant at) {
    return probes
        .trafficSince(agent, at.minus(windows.traffic()))
        .isHealthy(agent.thresholds().latency());
  }

  private void proven(Agent agent, Instant at) {
    memory.record(agent.name(), true, at);
    RuntimeView live = agent.usesDefaultEndpoint() ? probes.runtime(agent) : probes.endpoint(agent);
    if (live.ready()) {
      versions.rightAnswer(agent.name(), live.version(), at, windows.knownGood());
    }
  }
}
