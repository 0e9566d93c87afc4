package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.plan.PlanReader;
import java.util.List;
import java.util.Locale;

/**
 * The customer's plan with many agents in place of its one.
 *
 * @param json as it is deployed with the functions
 */
record StormPlan(Plan plan, String json) {
  private static final String CUSTOMERS = "coach_companion";

  /**
   * Agents are named so that the deployed rule of EventBridge, which passes on the alarms of the
   * customer's agent, passes on theirs.
   */
  static StormPlan of(Workspace workspace, int agents) {
    try {
      ObjectNode document =
          (ObjectNode)
              LocalServer.JSON.readTree(
                  PlanReader.read(workspace.root().resolve("infra/plan.yaml"), List.of()).json());
      ObjectNode all = document.withObject("agents");
      ObjectNode like = (ObjectNode) all.remove(CUSTOMERS);
      for (int i = 1; i <= agents; i++) {
        ObjectNode agent = like.deepCopy();
        agent.put("displayName", "Agent " + i);
        agent.put("runtimeId", String.format(Locale.ROOT, "agent_%04d-0ZUOP04U5z", i));
        agent.putArray("aliases");
        all.set(String.format(Locale.ROOT, "%s-%04d", CUSTOMERS, i), agent);
      }
      String json = LocalServer.JSON.writeValueAsString(document);
      return new StormPlan(PlanDocument.read(Json.object(json)), json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that was just read is JSON", e);
    }
  }

  List<Agent> agents() {
    return plan.agents();
  }
}
