package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The customer's plan with what this demo changes in it.
 *
 * @param isShortened whether its windows are seconds instead of minutes
 * @param overlay the file that holds the changes, for the CDK
 * @param changes one line for each, for people
 */
public record DemoPlan(
    Plan plan, Agent agent, boolean isShortened, Path overlay, List<String> changes) {
  static final String AGENT = "coach_companion";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  public static DemoPlan of(Workspace workspace, Fault fault, boolean realWindows) {
    ObjectNode overlay = YAML.createObjectNode();
    if (!realWindows) {
      merge(overlay, read(workspace.root().resolve("local/demo-plan.yaml")));
    }
    if (fault == Fault.BAD_RELEASE_ENDPOINT) {
      merge(overlay, read(workspace.root().resolve("local/demo-endpoint.yaml")));
    }
    ObjectNode document = read(workspace.root().resolve("infra/plan.yaml"));
    List<String> changes = new ArrayList<>();
    describe("", overlay, document, changes);
    merge(document, overlay);
    Plan plan = PlanDocument.read(Json.object(document.toString()));
    Path file = workspace.local().resolve("plan-overlay.yaml");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, YAML.writeValueAsBytes(overlay));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    return new DemoPlan(plan, plan.getAgent(AGENT), !realWindows, file, List.copyOf(changes));
  }

  private static ObjectNode read(Path file) {
    try {
      return (ObjectNode) YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            member -> {
              JsonNode here = base.get(member.getKey());
              if (here instanceof ObjectNode inner
                  && member.getValue() instanceof ObjectNode changed) {
                merge(inner, changed);
              } else {
                base.set(member.getKey(), member.getValue().deepCopy());
              }
            });
  }

  private static void describe(String path, JsonNode over, JsonNode base, List<String> changes) {
    over.properties()
        .forEach(
            member -> {
              String name = path + member.getKey();
              JsonNode here = base.path(member.getKey());
              if (member.getValue().isObject()) {
                describe(name + ".", member.getValue(), here, changes);
              } else {
                changes.add(name + " " + here.asText() + " -> " + member.getValue().asText());
              }
            });
  }
}
