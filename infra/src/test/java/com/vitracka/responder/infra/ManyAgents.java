package com.vitracka.responder.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.plan.MergedPlan;
import com.vitracka.responder.plan.PlanReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stack of the customer's plan with many agents, and as many contacts, instead of its own. */
final class ManyAgents {
  /** What the schema of the plan allows. */
  static final int MOST = 50;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ManyAgents() {}

  static ResponderStack stack(ObjectNode plan) {
    // What the command line of the CDK adds, which makes the template longer.
    Map<String, Object> context =
        Map.of("aws:cdk:enable-path-metadata", true, "aws:cdk:enable-asset-metadata", true);
    return ResponderApp.addStack(ResponderApp.newApp(context), settings(plan));
  }

  static Settings settings(ObjectNode plan) {
    return new Settings(
        Synthesised.ACCOUNT,
        read(plan),
        Synthesised.functionsJar(),
        Path.of("target", "test-assets"),
        new LocalDifferences(false));
  }

  /** With names as long as one writes them. */
  static ObjectNode plan(int count) {
    ObjectNode plan = customers();
    ObjectNode agents = plan.putObject("agents");
    for (int i = 1; i <= count; i++) {
      String name = "customer_support_" + i;
      agents.set(
          name,
          agent("Customer Support " + i)
              .put("runtimeId", name + "-0ZUOP04U5z")
              .put("executionRole", "AmazonBedrockAgentCoreSDKRuntime-eu-west-1-" + i));
    }
    return plan;
  }

  /**
   * With all names as long as AWS and the schema take them, except the agents' display names, which
   * have 100 characters; with the most contacts, and a region with a long name.
   */
  static ObjectNode planOfLongestNames(int count) {
    ObjectNode plan = customers();
    plan.put("region", "ap-southeast-1").put("standbyRegion", "ap-southeast-2");
    ObjectNode agents = plan.putObject("agents");
    for (int i = 1; i <= count; i++) {
      String name = of(48, "agent_" + i + "_");
      agents.set(
          name,
          agent(of(100, "Agent " + i))
              .put("runtimeId", name + "-0ZUOP04U5z")
              .put("endpoint", of(48, "endpoint_" + i + "_"))
              .put("executionRole", of(64, "role-" + i + "-")));
    }
    ObjectNode contacts = (ObjectNode) plan.path("contacts");
    for (int i = contacts.size(); i < MOST; i++) {
      contacts
          .putObject("contact-" + i)
          .put("name", "Contact " + i)
          .put("email", of(242, "contact-" + i) + "@example.com")
          .put("phone", "/responder/phones/" + of(64, "contact-" + i + "-"));
    }
    return plan;
  }

  private static ObjectNode customers() {
    try {
      return (ObjectNode) JSON.readTree(PlanReader.read(Synthesised.PLAN, List.of()).json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode agent(String displayName) {
    ObjectNode agent = (ObjectNode) customers().path("agents").path("coach_companion");
    agent.put("displayName", displayName).putArray("aliases");
    return agent;
  }

  private static String of(int length, String beginning) {
    return beginning + "x".repeat(length - beginning.length());
  }

  private static MergedPlan read(ObjectNode plan) {
    Path file = Path.of("target", "plan-of-many-agents.json");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, JSON.writeValueAsBytes(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PlanReader.read(file, List.of());
  }
}
