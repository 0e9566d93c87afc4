package com.vitracka.responder.assess;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the probes side by side; what fails is unknown. */
public final class Gathering {
  private final AgentProbes probes;
  private final AgentVersions versions;
  private final InstantSource clock;

  public Gathering(AgentProbes probes, AgentVersions versions, InstantSource clock) {
    this.probes = probes;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * All evidence about an agent (the plan's ASSESS: dashboard, logs, status), the canary invoked
   * twice unless it answers right at once.
   *
   * @param since from when log and metrics are read
   */
  public Evidence full(Agent agent, Windows windows, Instant since) {
    return gather(agent, since, true);
  }

  /** What verifying needs: one invocation, status, and what log and metrics say since a moment. */
  public Evidence check(Agent agent, Instant since) {
    return gather(agent, since, false);
  }

  private Evidence gather(Agent agent, Instant since, boolean twice) {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RuntimeView> runtime = pool.submit(() -> probes.runtime(agent));
      Future<RuntimeView> endpoint = pool.submit(() -> probes.endpoint(agent));
      Future<List<VersionView>> deployed = pool.submit(() -> probes.versions(agent));
      Future<List<CanaryResult>> canary = pool.submit(canary(agent, twice));
      Future<LogFindings> log = pool.submit(() -> probes.errorsSince(agent, since));
      Future<Traffic> traffic = pool.submit(() -> probes.trafficSince(agent, since));
      Future<List<VersionNotes>> notes = pool.submit(() -> versions.list(agent.name()));
      return new Evidence(
          clock.instant(),
          observe(runtime),
          observe(endpoint),
          observe(deployed),
          observe(canary),
          observe(log),
          observe(traffic),
          observe(notes).find().orElse(List.of()));
    }
  }

  private Callable<List<CanaryResult>> canary(Agent agent, boolean twice) {
    return () -> {
      List<CanaryResult> results = new ArrayList<>();
      results.add(probes.invoke(agent));
      if (twice && !results.getFirst().right()) {
        results.add(probes.invoke(agent));
      }
      return results;
    };
  }

  private static <T> Observed<T> observe(Future<T> probe) {
    try {
      return new Observed.Seen<>(probe.get());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Observed.Unknown<>(words(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Observed.Unknown<>("interrupted");
    }
  }

  private static String words(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause.getClass().getSimpleName()
        + ": "
        + message.substring(0, Math.min(200, message.length()));
  }
}
