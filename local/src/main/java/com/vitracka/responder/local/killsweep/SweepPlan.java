package com.vitracka.responder.local.killsweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The customer's plan with tiny windows and agents of the sweep's own.
 *
 * @param file for the CDK
 */
record SweepPlan(Plan plan, Path file) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String MODEL = "coach_companion";
  private static final String NAMED_ENDPOINT = "production";

  /**
   * Writes it.
   *
   * @param coaches agents whose users call DEFAULT
   * @param guides agents whose users call a named endpoint
   */
  static SweepPlan write(Workspace workspace, int coaches, int guides) {
    Path file = workspace.local().resolve("kill-sweep-plan.yaml");
    try {
      ObjectNode plan = read(workspace.root().resolve("infra/plan.yaml"));
      merge(plan, read(workspace.root().resolve("local/kill-sweep-plan.yaml")));
      ObjectNode agents = (ObjectNode) plan.path("agents");
      ObjectNode model = (ObjectNode) agents.remove(MODEL);
      for (int i = 0; i < coaches + guides; i++) {
        boolean coach = i < coaches;
        char letter = (char) ('a' + (coach ? i : i - coaches));
        String name = (coach ? "coach_" : "guide_") + letter;
        agents.set(name, agent(model, name, coach ? "DEFAULT" : NAMED_ENDPOINT));
      }
      Files.createDirectories(file.getParent());
      Files.write(file, YAML.writeValueAsBytes(plan));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    return new SweepPlan(PlanReader.read(file), file);
  }

  private static ObjectNode agent(ObjectNode model, String name, String endpoint) {
    ObjectNode agent = model.deepCopy();
    agent.put("displayName", name.replace('_', ' '));
    agent.putArray("aliases");
    agent.put("folder", "agents/" + name);
    agent.put("runtimeId", name + "-0ZUOP04U5z");
    agent.put("endpoint", endpoint);
    return agent;
  }

  private static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) YAML.readTree(file.toFile());
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            member -> {
              JsonNode here = base.path(member.getKey());
              if (here instanceof ObjectNode inner
                  && member.getValue() instanceof ObjectNode changed) {
                merge(inner, changed);
              } else {
                base.set(member.getKey(), member.getValue());
              }
            });
  }

  List<Agent> agents(boolean namedEndpoint) {
    List<Agent> agents = new ArrayList<>(plan.agents());
    agents.removeIf(agent -> agent.usesDefaultEndpoint() == namedEndpoint);
    return List.copyOf(agents);
  }
}
