package com.vitracka.responder.local.storm;

import com.amazonaws.services.lambda.runtime.Context;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.SideBySide;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.aws.AgentCoreProbes;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.AgentLog;
import com.vitracka.responder.aws.AgentMetrics;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.handler.CanaryTurns;
import com.vitracka.responder.handler.LookHandler;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.demo.Timeline;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.respond.Healing;
import com.vitracka.responder.respond.Looking;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Pulse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * When the canary reaches the last of many agents that each take seconds to answer: by one call, as
 * for a plan of few, and by as many as the stack makes schedules for.
 *
 * <p>The real handler and clients, each call's with connections of its own, as in a function; what
 * they remember is kept in memory.
 */
final class CanaryReach {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration FUNCTION = Duration.ofMinutes(2);
  private static final Context NONE =
      (Context)
          Proxy.newProxyInstance(
              CanaryReach.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final StormPlan plan;
  private final Timeline timeline;

  CanaryReach(StormPlan plan, Timeline timeline) {
    this.plan = plan;
    this.timeline = timeline;
  }

  /**
   * @param last when the last agent was looked at, after the beginning
   * @param looked how many agents were looked at
   * @param took the longest call
   * @param failures what calls failed with
   */
  private record Reach(int calls, Duration last, int looked, Duration took, List<String> failures) {
    String line() {
      return Comparison.row(
          "canary of " + looked + " agents of 2 s each, calls: " + calls,
          Comparison.seconds(last) + " s",
          Comparison.seconds(took) + " s in all",
          "",
          failures.isEmpty() ? "" : "failed");
    }
  }

  /** What both ways came to. */
  record Reached(int agents, List<String> lines, List<String> misses) {}

  Reached measure() {
    int parts = CanaryTurns.calls(plan.agents().size());
    Reach one = reach(1);
    Reach shared = reach(parts);
    timeline.tell(
        "canary",
        "the last of "
            + plan.agents().size()
            + " agents is looked at after "
            + Comparison.seconds(one.last())
            + " s by one call, "
            + Comparison.seconds(shared.last())
            + " s by "
            + parts
            + (one.failures().isEmpty() ? "" : "; one call: " + one.failures().getFirst()));
    List<String> misses = new ArrayList<>(shared.failures());
    if (shared.looked() != plan.agents().size()) {
      misses.add("the canary's calls reached " + shared.looked() + " agents");
    }
    if (shared.took().compareTo(FUNCTION) > 0) {
      misses.add("a call of the canary outlasted its function: " + shared.took());
    }
    return new Reached(plan.agents().size(), List.of(one.line(), shared.line()), misses);
  }

  private Reach reach(int parts) {
    try (StandIn agentCore = new StandIn(ANSWER)) {
      Instant begun = Instant.now();
      List<String> failures = new ArrayList<>();
      Duration longest = Duration.ZERO;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Optional<String>>> calls = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
          int part = i;
          calls.add(threads.submit(() -> call(handler(agentCore), part, parts)));
        }
        for (Future<Optional<String>> call : calls) {
          call.get().ifPresent(failures::add);
        }
        longest = Duration.between(begun, Instant.now());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw LocalAws.interrupted(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the canary could not be called", e.getCause());
      }
      Instant last =
          agentCore.invoked().values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
      return new Reach(
          parts,
          Duration.between(begun, last),
          agentCore.invoked().size(),
          longest,
          List.copyOf(failures));
    }
  }

  /** What it failed with. */
  private static Optional<String> call(LookHandler handler, int part, int parts) {
    String order = "{\"do\":\"canary\",\"part\":%d,\"of\":%d}".formatted(part, parts);
    try {
      handler.handleRequest(
          new ByteArrayInputStream(order.getBytes(StandardCharsets.UTF_8)),
          new ByteArrayOutputStream(),
          NONE);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      String why = String.valueOf(e.getMessage());
      return Optional.of(why.substring(0, Math.min(160, why.length())));
    }
  }

  /** There is no standby region here. */
  private static final class NoHeartbeat implements Heartbeat {
    @Override
    public void beat(Of of, Instant at) {}

    @Override
    public List<String> listGaps() {
      return List.of();
    }
  }

  private LookHandler handler(StandIn agentCore) {
    Plan all = plan.plan();
    InstantSource clock = InstantSource.system();
    Aws aws =
        new Aws(
            Region.of(all.region()),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY, LocalAws.ACCESS_KEY)),
            Optional.of(agentCore.address()));
    AgentProbes probes =
        new AgentCoreProbes(
            new AgentCoreRuntimes(aws.agentControl()),
            new AgentCoreCanary(aws.agentData(), all.region(), LocalAws.ACCOUNT),
            new AgentLog(aws.logs()),
            new AgentMetrics(
                aws.cloudWatch(),
                all.region(),
                LocalAws.ACCOUNT,
                all.windows().alarmPeriod(),
                clock));
    InMemoryAgentVersions versions = new InMemoryAgentVersions();
    InMemoryIncidentStore incidents = new InMemoryIncidentStore();
    InMemoryControlStore controls = new InMemoryControlStore();
    return new LookHandler(
        all,
        new Looking(
            all, incidents, controls, versions, new Gathering(probes, versions, clock), clock),
        new CanaryRun(
            probes,
            versions,
            new InMemoryCanaryMemory(),
            (agent, at, detail) -> {},
            (agent, failed, at) -> {},
            all.windows(),
            clock),
        new Healing(incidents, versions, new InMemoryCanaryMemory(), probes, all.windows(), clock),
        controls,
        new Pulse(new NoHeartbeat(), (what, details) -> {}),
        clock,
        CanaryTurns.APART,
        SideBySide::new);
  }
}
