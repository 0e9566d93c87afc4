package com.vitracka.responder.plan;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The customer's plan, as it is or with one value changed. */
public final class TestPlans {
  private static final MergedPlan CUSTOMERS =
      PlanReader.read(Path.of("../infra/plan.yaml"), List.of());

  private TestPlans() {}

  public static Plan plan() {
    return CUSTOMERS.plan();
  }

  /** With another value at a dotted path. */
  @SuppressWarnings("unchecked") // the document is maps of maps, as it was just read
  public static Plan planWith(String path, Object value) {
    JsonObject copy = Json.object(CUSTOMERS.json());
    Map<String, Object> at = (Map<String, Object>) (Map<?, ?>) copy.values();
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      at = (Map<String, Object>) Objects.requireNonNull(at.get(keys[i]), keys[i]);
    }
    at.put(keys[keys.length - 1], value);
    return PlanDocument.read(copy);
  }

  /** With so many agents, {@code agent_1} and on, all like the customer's one. */
  @SuppressWarnings("unchecked") // the document is maps of maps, as it was just read
  public static Plan planOfAgents(int count) {
    JsonObject copy = Json.object(CUSTOMERS.json());
    Map<String, Object> agents =
        (Map<String, Object>) Objects.requireNonNull(copy.values().get("agents"));
    Map<String, Object> coach =
        (Map<String, Object>) Objects.requireNonNull(agents.remove("coach_companion"));
    for (int i = 1; i <= count; i++) {
      Map<String, Object> agent = new LinkedHashMap<>(coach);
      agent.put("displayName", "Agent " + i);
      agent.put("aliases", List.of());
      agent.put("runtimeId", "agent_" + i + "-0ZUOP04U5z");
      agents.put("agent_" + i, agent);
    }
    return PlanDocument.read(copy);
  }
}
