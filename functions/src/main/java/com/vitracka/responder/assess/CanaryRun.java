package com.vitracka.responder.assess;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The canary: proves each minute that an agent answers, since a dead agent may emit no metric.
 *
 * <p>It is left out while real traffic of the live version is healthy, and two failures in a row
 * tell Intake.
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
   * <p>Intake is told first; what else there is to note comes after.
   *
   * @param always also when real traffic is healthy: somebody asked
   */
  public Outcome run(Agent agent, boolean always) {
    Instant at = clock.instant();
    if (!always) {
      Optional<RuntimeView> proven = live(agent).filter(live -> trafficProves(agent, live, at));
      if (proven.isPresent()) {
        right(agent, proven, at);
        return new Outcome(
            agent.name(), Outcome.Came.LEFT_OUT, "left out: real traffic is healthy");
      }
    }
    CanaryResult result = probes.invoke(agent);
    int own = 0;
    int failures = 0;
    while (!result.right()) {
      own++;
      Instant failedAt = clock.instant();
      int noted =
          Observed.by(() -> memory.record(agent.name(), false, failedAt)).find().orElse(own);
      failures = Math.max(own, noted);
      if (failures >= FAILURES) {
        break;
      }
      result = probes.invoke(agent);
    }
    if (result.right()) {
      right(agent, live(agent), at);
      return new Outcome(
          agent.name(), Outcome.Came.RIGHT, "answers right" + count(agent, false, at));
    }
    // Noticed now, not when the run began: two slow answers take a while.
    alarm.canaryFailed(agent, clock.instant(), result.answer().words());
    String uncounted = count(agent, true, at);
    if (result.answer().deploymentCanChange()) {
      wrong(agent, at);
    }
    return new Outcome(
        agent.name(),
        Outcome.Came.FAILED,
        result.answer().words() + " (" + failures + " failures in a row)" + uncounted);
  }

  /** A run that is not counted is no failed run; the alarm that misses it says so itself. */
  private String count(Agent agent, boolean failed, Instant at) {
    return Observed.by(
                () -> {
                  counter.count(agent, failed, at);
                  return "";
                })
            instanceof Observed.Unknown<String>(String why)
        ? "; not counted: " + why
        : "";
  }

  /** Empty also when it cannot be read: then nothing is said of a version. */
  private Optional<RuntimeView> live(Agent agent) {
    return Observed.by(
            () -> agent.usesDefaultEndpoint() ? probes.runtime(agent) : probes.endpoint(agent))
        .find()
        .filter(RuntimeView::ready);
  }

  /** Healthy traffic speaks for the live version only when all of it is that version's. */
  private boolean trafficProves(Agent agent, RuntimeView live, Instant at) {
    Instant from = at.minus(windows.traffic());
    return live.updatedAt().isBefore(from.minus(windows.alarmPeriod()))
        && Observed.by(() -> probes.trafficSince(agent, from))
            .find()
            .filter(traffic -> traffic.isHealthy(agent.thresholds().latency()))
            .isPresent();
  }

  private void right(Agent agent, Optional<RuntimeView> live, Instant at) {
    memory.record(agent.name(), true, at);
    live.ifPresent(
        view -> versions.rightAnswer(agent.name(), view.version(), at, windows.knownGood()));
  }

  private void wrong(Agent agent, Instant at) {
    live(agent).ifPresent(view -> versions.wrongAnswer(agent.name(), view.version(), at));
  }
}
