package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.Observed;
import com.vitracka.responder.assess.SideBySide;
import com.vitracka.responder.assess.SideBySide.Running;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.aws.AgentCoreProbes;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.AgentLog;
import com.vitracka.responder.aws.AgentMetrics;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.CanaryMetric;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.aws.IntakeAlarm;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.respond.Healing;
import com.vitracka.responder.respond.Looking;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Pulse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Look function: assesses, verifies, and is the canary. It reads and invokes, and changes
 * nothing.
 *
 * <p>{@code {"do":"assess"|"verify","incident":ID}} answers a move; {@code {"do":"canary"}}, with
 * {@code "agent"} for one agent or {@code "part"} and {@code "of"} for every n-th, answers what
 * each run came to.
 */
public final class LookHandler implements RequestStreamHandler {
  /**
   * For what a canary reads and writes beyond its two invocations; with the plan's 35 s for each it
   * ends before the function's 120 s.
   */
  private static final Duration CANARY_MARGIN = Duration.ofSeconds(35);

  private final Plan plan;
  private final Looking looking;
  private final CanaryRun canary;
  private final Healing healing;
  private final ControlStore controls;
  private final Pulse pulse;
  private final InstantSource clock;
  private final Duration canariesApart;
  private final Supplier<SideBySide> sideBySide;

  /** For Lambda. */
  public LookHandler() {
    Aws aws = Aws.fromEnvironment();
    InstantSource clock = InstantSource.system();
    this.plan = PlanDocument.deployed();
    String account = Environment.get("RESPONDER_ACCOUNT");
    AgentProbes probes =
        new AgentCoreProbes(
            new AgentCoreRuntimes(aws.agentControl()),
            new AgentCoreCanary(aws.agentData(), plan.region(), account),
            new AgentLog(aws.logs()),
            new AgentMetrics(
                aws.cloudWatch(), plan.region(), account, plan.windows().alarmPeriod(), clock));
    Records records = new Records(aws, plan);
    this.looking =
        new Looking(
            plan,
            records.incidents(),
            records.controls(),
            records.versions(),
            new Gathering(probes, records.versions(), clock),
            clock);
    this.canary =
        new CanaryRun(
            probes,
            records.versions(),
            records.canary(),
            new IntakeAlarm(aws.lambda(), Environment.get("RESPONDER_INTAKE_FUNCTION")),
            new CanaryMetric(aws.cloudWatch()),
            plan.windows(),
            clock);
    this.controls = records.controls();
    this.pulse = Beats.to(aws, plan);
    this.clock = clock;
    this.canariesApart = CanaryTurns.APART;
    this.sideBySide = SideBySide::new;
    this.healing =
        new Healing(
            records.incidents(),
            records.versions(),
            records.canary(),
            probes,
            plan.windows(),
            clock);
  }

  /** With collaborators of one's own; all canaries begin at once. */
  public LookHandler(
      Plan plan,
      Looking looking,
      CanaryRun canary,
      Healing healing,
      ControlStore controls,
      Pulse pulse,
      InstantSource clock) {
    this(plan, looking, canary, healing, controls, pulse, clock, Duration.ZERO, SideBySide::new);
  }

  /**
   * The same, with threads of one's own making, or none.
   *
   * @param canariesApart between the beginnings of two agents' canaries; zero for none
   */
  public LookHandler(
      Plan plan,
      Looking looking,
      CanaryRun canary,
      Healing healing,
      ControlStore controls,
      Pulse pulse,
      InstantSource clock,
      Duration canariesApart,
      Supplier<SideBySide> sideBySide) {
    this.plan = plan;
    this.looking = looking;
    this.canary = canary;
    this.healing = healing;
    this.controls = controls;
    this.pulse = pulse;
    this.clock = clock;
    this.canariesApart = canariesApart;
    this.sideBySide = sideBySide;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Calls.answer(input, output, this::look);
  }

  private Map<String, Object> look(JsonObject call) {
    return switch (call.text("do")) {
      case "assess" -> looking.assess(call.text("incident")).toDocument();
      case "verify" -> looking.verify(call.text("incident")).toDocument();
      case "canary" -> canary(call);
      default ->
          throw new IllegalArgumentException(
              "Look does assess, verify and canary, not '" + call.text("do") + "'");
    };
  }

  /**
   * All at once: one agent that cannot be looked at, or takes too long, keeps no other from its
   * turn, and fails the call after them all.
   */
  private Map<String, Object> canary(JsonObject call) {
    Optional<String> name = call.findText("agent");
    List<CanaryTurns.Turn> turns =
        name.map(plan::getAgent)
            .map(agent -> List.of(new CanaryTurns.Turn(agent, Duration.ZERO)))
            .orElseGet(
                () ->
                    CanaryTurns.of(
                        plan,
                        call.findNumber("part").map(Math::toIntExact).orElse(0),
                        call.findNumber("of").map(Math::toIntExact).orElse(1),
                        canariesApart));
    List<Map<String, String>> results = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (SideBySide pool = sideBySide.get()) {
      Map<String, Running<String>> running = new LinkedHashMap<>();
      for (CanaryTurns.Turn turn : turns) {
        running.put(
            turn.agent().name(),
            pool.start(
                limit(turn.agent()).plus(turn.after()),
                () -> {
                  Thread.sleep(turn.after());
                  return canary(turn.agent(), name.isPresent());
                }));
      }
      running.forEach(
          (agent, run) -> {
            switch (run.observe()) {
              case Observed.Seen<String>(String result) ->
                  results.add(Map.of("agent", agent, "result", result));
              case Observed.Unknown<String>(String why) -> failures.add(agent + ": " + why);
            }
          });
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          "could not be looked at: " + String.join("; ", failures) + "; of the others: " + results);
    }
    // One of several calls speaks for all; what becomes of the others, their dead letters tell.
    if (name.isEmpty() && call.findNumber("part").orElse(0L) == 0) {
      pulse.beat(Heartbeat.Of.CANARY, clock.instant());
    }
    return Map.of("canary", results);
  }

  private String canary(Agent agent, boolean always) {
    Optional<String> silence = controls.findSilence(agent.name(), clock.instant());
    if (silence.isPresent() && !always) {
      return "left out: " + silence.get();
    }
    // A table that does not answer keeps no agent from its canary.
    Optional<Incident.Escalated> escalated =
        Observed.by(() -> healing.findEscalated(agent)).find().flatMap(found -> found);
    // Healthy users do not show that our canary, which was refused, is answered again.
    CanaryRun.Outcome outcome = canary.run(agent, always || escalated.isPresent());
    if (outcome.came() == CanaryRun.Outcome.Came.RIGHT) {
      escalated.ifPresent(incident -> healing.closeIfHealed(agent, incident));
    }
    return outcome.result();
  }

  private static Duration limit(Agent agent) {
    return agent.canary().timeout().multipliedBy(2).plus(CANARY_MARGIN);
  }
}
