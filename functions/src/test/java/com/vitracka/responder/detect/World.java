package com.vitracka.responder.detect;

import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryFailingAgents;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An Intake with doubles at its ports, at the time and in the account of {@code events/}. */
final class World {
  static final String ACCOUNT = "111122223333";
  static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  static final Subject COACH = new Subject.OneAgent("coach_companion");
  static final Subject PLANNER = new Subject.OneAgent("meal_planner");
  static final Subject NOBODY = new Subject.WholeAccount();
  static final Plan PLAN = plan();

  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  final InMemoryControlStore controls = new InMemoryControlStore();
  final InMemoryFailingAgents failing = new InMemoryFailingAgents();
  final StartedExecutions executions = new StartedExecutions();
  final List<String> looks = new CopyOnWriteArrayList<>();
  final FiringAlarms alarms = new FiringAlarms();
  Instant now = NOW;
  boolean canaryIsDown;

  final Intake intake = intakeOver(store);

  Intake intakeOver(IncidentStore store) {
    return intakeOver(store, PLAN);
  }

  Intake intakeOver(IncidentStore store, Plan plan) {
    return new Intake(
        plan,
        ACCOUNT,
        store,
        controls,
        failing,
        executions,
        this::look,
        alarms,
        () -> now,
        new SplittableRandom(7));
  }

  private void look(String agent) {
    if (canaryIsDown) {
      throw new IllegalStateException("Look is throttled");
    }
    looks.add(agent);
  }

  Decision receive(String raw) {
    List<Decision> decisions = intake.receive(raw);
    if (decisions.size() != 1) {
      throw new AssertionError("one decision expected: " + decisions);
    }
    return decisions.getFirst();
  }

  Decision receiveFile(String name) {
    return receive(EventFiles.read(name));
  }

  Decision reconcile() {
    return receive("{\"do\":\"reconcile\"}");
  }

  static String canaryFailed(String agent, Instant at) {
    return "{\"do\":\"canaryFailed\",\"agent\":\"%s\",\"at\":\"%s\",\"detail\":\"424\"}"
        .formatted(agent, at);
  }

  static String decision(Decision decision) {
    return String.valueOf(decision.toDocument().get("decision"));
  }

  Incident.Open theOpenIncident() {
    List<Incident> unresolved = store.listUnresolved();
    if (unresolved.size() != 1 || !(unresolved.getFirst() instanceof Incident.Open open)) {
      throw new AssertionError("one open incident expected: " + unresolved);
    }
    return open;
  }

  void resolve(Instant at) {
    store.save(theOpenIncident().resolve(at, "redeployed"));
  }

  /** Signals that are kept anywhere but in an incident. */
  List<Signal> recorded() {
    return Stream.of(COACH, PLANNER, NOBODY)
        .flatMap(subject -> store.listRecordedSignals(subject).stream())
        .toList();
  }

  /** Whether what was received last left a trace. */
  boolean isAnythingKept() {
    return !store.listUnresolved().isEmpty()
        || !recorded().isEmpty()
        || !store.listQuarantined().isEmpty();
  }

  /** Step Functions: remembers names, can be down, can take the process with it. */
  static final class StartedExecutions implements Executions {
    private final Set<String> started = new HashSet<>();
    private final Set<Machine> down = new HashSet<>();
    private final Map<String, State> ended = new HashMap<>();
    private boolean crash;
    private int calls;

    @Override
    public synchronized Start start(Machine machine, String incident, String name) {
      calls++;
      if (crash) {
        crash = false;
        throw new Crash();
      }
      if (down.contains(machine)) {
        throw new IllegalStateException(machine + " is throttled");
      }
      return started.add(machine + " " + name) ? Start.STARTED : Start.ALREADY_THERE;
    }

    @Override
    public synchronized State state(Machine machine, String name) {
      String key = machine + " " + name;
      return Optional.<State>ofNullable(ended.get(key))
          .orElse(started.contains(key) ? new State.Running() : new State.None());
    }

    synchronized void end(Machine machine, String name, Outcome outcome, Instant at) {
      ended.put(machine + " " + name, new State.Ended(outcome, at));
    }

    synchronized void crashOnce() {
      crash = true;
    }

    synchronized void isDown(Machine machine, boolean isDown) {
      if (isDown) {
        down.add(machine);
      } else {
        down.remove(machine);
      }
    }

    synchronized Set<String> started() {
      return Set.copyOf(started);
    }

    synchronized int calls() {
      return calls;
    }
  }

  /** The process dies here; nothing may catch it. */
  static final class Crash extends Error {}

  /** CloudWatch. */
  static final class FiringAlarms implements Alarms {
    final List<Firing> firing = new ArrayList<>();
    boolean isDown;

    @Override
    public List<Firing> listFiring(List<String> names) {
      if (isDown) {
        throw new IllegalStateException("CloudWatch is throttled");
      }
      return firing.stream().filter(alarm -> names.contains(alarm.name())).toList();
    }

    void fire(String name, Duration ago) {
      firing.add(new Firing(name, NOW.minus(ago), "Threshold Crossed"));
    }
  }

  /** The customer's plan with a second agent. */
  private static Plan plan() {
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("displayName", "Meal Planner");
    agent.put("aliases", List.of("meal-planner"));
    agent.put("folder", "agents/meal-planner");
    agent.put("runtimeId", "meal_planner-AAAAAAAAAA");
    agent.put("endpoint", "DEFAULT");
    agent.put("executionRole", "meal-planner");
    agent.put("impact", Map.of("outage", "o", "degraded", "d", "monitoring", "m", "minor", "n"));
    agent.put("canary", Map.of("payload", "{}", "expect", "result", "timeout", "35s"));
    agent.put("thresholds", Map.of("latency", "10s", "errors", 1, "throttles", 5));
    agent.put("modes", Map.of("1", "auto"));
    return TestPlans.planWith("agents.meal_planner", agent);
  }
}
