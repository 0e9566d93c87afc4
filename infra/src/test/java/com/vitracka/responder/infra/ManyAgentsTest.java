package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/** A plan of more agents than one call of the canary looks at. */
class ManyAgentsTest {
  @Test
  void the_canary_is_called_by_several_schedules_which_share_the_agents() throws IOException {
    Map<String, Map<String, Object>> schedules =
        RightsTable.map(Template.fromStack(stackOf(30)).findResources("AWS::Scheduler::Schedule"))
            .values()
            .stream()
            .map(schedule -> RightsTable.map(RightsTable.map(schedule).get("Properties")))
            .collect(
                java.util.stream.Collectors.toMap(
                    properties -> String.valueOf(properties.get("Name")),
                    properties -> RightsTable.map(properties.get("Target"))));

    assertThat(schedules)
        .containsOnlyKeys("responder-reconcile", "responder-canary", "responder-canary-2");
    assertThat(schedules.get("responder-canary"))
        .containsEntry("Input", "{\"do\":\"canary\",\"of\":2,\"part\":0}");
    assertThat(schedules.get("responder-canary-2"))
        .containsEntry("Input", "{\"do\":\"canary\",\"of\":2,\"part\":1}");
  }

  private static ResponderStack stackOf(int agents) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode plan =
        (ObjectNode) json.readTree(PlanReader.read(Synthesised.PLAN, List.of()).json());
    ObjectNode all = (ObjectNode) plan.path("agents");
    ObjectNode coach = (ObjectNode) all.remove("coach_companion");
    for (int i = 1; i <= agents; i++) {
      ObjectNode agent = coach.deepCopy();
      agent.put("displayName", "Agent " + i).put("runtimeId", "agent_" + i + "-0ZUOP04U5z");
      agent.putArray("aliases");
      all.set("agent_" + i, agent);
    }
    Path file = Path.of("target", "plan-of-many-agents.json");
    Files.createDirectories(file.getParent());
    Files.write(file, json.writeValueAsBytes(plan));
    return ResponderApp.addStack(
        ResponderApp.newApp(Map.of()),
        new Settings(
            Synthesised.ACCOUNT,
            PlanReader.read(file, List.of()),
            Synthesised.functionsJar(),
            Path.of("target", "test-assets"),
            new LocalDifferences(false)));
  }
}
