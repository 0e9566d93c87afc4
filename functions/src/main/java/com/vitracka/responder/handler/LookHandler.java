package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.aws.AgentCoreProbes;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.AgentLog;
import com.vitracka.responder.aws.AgentMetrics;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.CanaryMetric;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.aws.IntakeAlarm;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.respond.Healing;
import com.vitracka.responder.respond.Looking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Look function: assesses, verifies, and is the canary. It reads and invokes, and changes
 * nothing.
 *
 * <p>{@code {"do":"assess"|"verify","incident":ID}} answers a move; {@code {"do":"canary"}}, with
 * {@code "agent"} for one agent, answers what each run came to.
 */
public final class LookHandler implements RequestStreamHandler {
  private final Plan plan;
  private final Looking looking;
  private final CanaryRun canary;
  private final Healing healing;

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
    this.healing = new Healing(records.incidents(), records.versions(), plan.windows(), clock);
  }

  /** With collaborators of one's own. */
  public LookHandler(Plan plan, Looking looking, CanaryRun canary, Healing healing) {
    this.plan = plan;
    this.looking = looking;
    this.canary = canary;
    this.healing = healing;
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
      case "canary" -> canary(call.findText("agent"));
      default ->
          throw new IllegalArgumentException(
              "Look does assess, verify and canary, not '" + call.text("do") + "'");
    };
  }

  /** One agent that fails to be looked at keeps no other from its turn. */
  private Map<String, Object> canary(Optional<String> name) {
    List<Agent> agents = name.map(plan::getAgent).map(List::of).orElse(plan.agents());
    List<Map<String, String>> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Agent agent : agents) {
      try {
        CanaryRun.Outcome outcome = canary.run(agent, name.isPresent());
        if (outcome.right()) {
          healing.closeIfHealed(agent);
        }
        results.add(Map.of("agent", outcome.agent(), "result", outcome.result()));
      } catch (RuntimeException e) {
        failure = e;
        results.add(Map.of("agent", agent.name(), "result", "could not be looked at: " + e));
      }
    }
    if (failure != null && results.size() == 1) {
      throw failure;
    }
    return Map.of("canary", results);
  }
}
