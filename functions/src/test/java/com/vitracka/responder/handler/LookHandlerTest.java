package com.vitracka.responder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import com.vitracka.responder.respond.Healing;
import com.vitracka.responder.respond.Looking;
import com.vitracka.responder.watch.HeardBeats;
import com.vitracka.responder.watch.Heartbeat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The canary of a plan with several agents. */
@Timeout(30)
class LookHandlerTest {
  private static final Instant NOW = Instant.parse("2026-02-08T14:30:00Z");
  private static final Context NONE =
      (Context)
          Proxy.newProxyInstance(
              LookHandlerTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final Plan plan = TestPlans.planWith("agents.second", second());
  private final Set<String> invoked = ConcurrentHashMap.newKeySet();
  private final HeardBeats standby = new HeardBeats();

  @Test
  void agents_are_looked_at_at_the_same_time() throws IOException {
    CountDownLatch both = new CountDownLatch(2);

    String answer =
        canary(
            agent -> {
              both.countDown();
              await(both);
            });

    assertThat(answer).contains("coach_companion", "second", "answers right");
    assertThat(standby.heard).containsExactly(Heartbeat.Of.CANARY);
  }

  @Test
  void an_agent_that_cannot_be_looked_at_fails_the_call_after_the_others_had_their_turn() {
    assertThatThrownBy(
            () ->
                canary(
                    agent -> {
                      if (agent.name().equals("coach_companion")) {
                        throw new IllegalStateException("no credentials");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("coach_companion: IllegalStateException: no credentials")
        .hasMessageContaining("second");
    assertThat(invoked).containsExactlyInAnyOrder("coach_companion", "second");
    assertThat(standby.heard).as("heartbeats").isEmpty();
  }

  @Test
  void a_part_of_the_agents_is_looked_at_when_a_part_is_asked_for() throws IOException {
    canary("{\"do\":\"canary\",\"part\":1,\"of\":2}", agent -> {});

    assertThat(invoked).containsExactly("second");
  }

  private String canary(Invocation invocation) throws IOException {
    return canary("{\"do\":\"canary\"}", invocation);
  }

  private String canary(String call, Invocation invocation) throws IOException {
    InstantSource clock = () -> NOW;
    InMemoryAgentVersions versions = new InMemoryAgentVersions();
    InMemoryIncidentStore incidents = new InMemoryIncidentStore();
    InMemoryControlStore controls = new InMemoryControlStore();
    AgentProbes probes = new Probes(invocation, invoked);
    LookHandler handler =
        new LookHandler(
            plan,
            new Looking(
                plan, incidents, controls, versions, new Gathering(probes, versions, clock), clock),
            new CanaryRun(
                probes,
                versions,
                new InMemoryCanaryMemory(),
                (agent, at, detail) -> {},
                (agent, failed, at) -> {},
                plan.windows(),
                clock),
            new Healing(
                incidents, versions, new InMemoryCanaryMemory(), probes, plan.windows(), clock),
            controls,
            standby.pulse(),
            clock);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(call.getBytes(StandardCharsets.UTF_8)), out, NONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> second() {
    return Map.of(
        "displayName",
        "Second",
        "aliases",
        List.of(),
        "folder",
        "agents/second",
        "runtimeId",
        "second-0123456789",
        "endpoint",
        "DEFAULT",
        "executionRole",
        "role",
        "impact",
        Map.of("outage", "a", "degraded", "b", "monitoring", "c", "minor", "d"),
        "canary",
        Map.of("payload", "{}", "expect", "result", "timeout", "35s"),
        "thresholds",
        Map.of("latency", "10s", "errors", 1, "throttles", 5),
        "modes",
        Map.of("1", "auto"));
  }

  private interface Invocation {
    void of(Agent agent);
  }

  private record Probes(Invocation invocation, Set<String> invoked) implements AgentProbes {
    @Override
    public RuntimeView runtime(Agent agent) {
      return new RuntimeView("READY", "1", Instant.EPOCH, "");
    }

    @Override
    public RuntimeView endpoint(Agent agent) {
      return runtime(agent);
    }

    @Override
    public List<VersionView> versions(Agent agent) {
      return List.of();
    }

    @Override
    public CanaryResult invoke(Agent agent) {
      invoked.add(agent.name());
      invocation.of(agent);
      return new CanaryResult(Answer.RIGHT, Duration.ofMillis(700), "");
    }

    @Override
    public LogFindings errorsSince(Agent agent, Instant since) {
      return new LogFindings(0, Set.of());
    }

    @Override
    public Traffic trafficSince(Agent agent, Instant since) {
      return new Traffic(0, 0, 0, Duration.ZERO);
    }
  }
}
