package com.vitracka.responder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;

/**
 * What a template holds of all that AWS limits and that grows with the plan; the limits are those
 * of the services' pages of quotas, without a raise.
 */
final class Limits {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands for each reference, and is longer than any ARN or name of the stack. */
  private static final String REFERENCE = "x".repeat(128);

  private final Path template;
  private final Map<String, JsonNode> resources = new TreeMap<>();
  private final List<Measure> measures = new ArrayList<>();

  /**
   * What was counted.
   *
   * @param limit with its unit
   * @param of logical id of the resource, or the stack
   */
  record Measure(String limit, String of, int value, int most) {
    boolean isPassed() {
      return value > most;
    }
  }

  private Limits(Path template) {
    this.template = template;
  }

  static List<Measure> measure(ResponderStack stack) {
    Path template =
        Path.of(
            ((App) stack.getNode().getRoot())
                .synth()
                .getStackArtifact(stack.getArtifactId())
                .getTemplateFullPath());
    try {
      Limits limits = new Limits(template);
      limits.measure(JSON.readTree(Files.readString(template)));
      return limits.measures;
    } catch (IOException e) {
      throw new UncheckedIOException(template + " cannot be read", e);
    }
  }

  private void measure(JsonNode whole) throws IOException {
    whole
        .path("Resources")
        .properties()
        .forEach(one -> resources.put(one.getKey(), one.getValue()));
    add("resources of a stack", "the stack", resources.size(), 500);
    add("outputs of a stack", "the stack", whole.path("Outputs").size(), 200);
    add("bytes of a template", "the stack", (int) Files.size(template), 1_000_000);
    for (String role : ids("AWS::IAM::Role")) {
      rights(role);
    }
    for (String policy : ids("AWS::IAM::ManagedPolicy")) {
      add("characters of a managed policy", policy, length(policy, "PolicyDocument"), 6_144);
    }
    for (String rule : ids("AWS::Events::Rule")) {
      add("characters of an event pattern", rule, length(rule, "EventPattern"), 2_048);
    }
    for (String dashboard : ids("AWS::CloudWatch::Dashboard")) {
      dashboard(dashboard);
    }
    for (String function : ids("AWS::Lambda::Function")) {
      add(
          "bytes of a function's variables",
          function,
          properties(function).path("Environment").path("Variables").properties().stream()
              .mapToInt(one -> one.getKey().length() + text(one.getValue()).length())
              .sum(),
          4_096);
    }
    resourcePolicies();
  }

  private void rights(String role) {
    List<String> attached = attached("AWS::IAM::ManagedPolicy", role);
    int own =
        properties(role)
                .path("Policies")
                .valueStream()
                .mapToInt(policy -> length(policy.path("PolicyDocument")))
                .sum()
            + attached("AWS::IAM::Policy", role).stream()
                .mapToInt(policy -> length(policy, "PolicyDocument"))
                .sum();
    add("characters of a role's own policies", role, own, 10_240);
    add(
        "managed policies of a role",
        role,
        attached.size() + properties(role).path("ManagedPolicyArns").size(),
        10);
  }

  private List<String> attached(String type, String role) {
    return ids(type).stream()
        .filter(
            policy ->
                properties(policy)
                    .path("Roles")
                    .valueStream()
                    .anyMatch(one -> one.path("Ref").asText().equals(role)))
        .toList();
  }

  private void dashboard(String dashboard) throws IOException {
    JsonNode widgets =
        JSON.readTree(text(properties(dashboard).path("DashboardBody"))).path("widgets");
    add("widgets of a dashboard", dashboard, widgets.size(), 500);
    add(
        "metrics of a dashboard",
        dashboard,
        widgets
            .valueStream()
            .mapToInt(widget -> widget.path("properties").path("metrics").size())
            .sum(),
        2_500);
  }

  private void resourcePolicies() {
    Map<String, Integer> callers =
        ids("AWS::Lambda::Permission").stream()
            .collect(
                Collectors.groupingBy(
                    permission -> properties(permission).path("FunctionName").toString(),
                    TreeMap::new,
                    // As Lambda writes it, with its own keys and the function's ARN.
                    Collectors.summingInt(permission -> length(properties(permission)) + 300)));
    callers.forEach(
        (function, bytes) -> add("bytes of a function's policy", function, bytes, 20_480));
    for (String queue : ids("AWS::SQS::QueuePolicy")) {
      JsonNode policy = properties(queue).path("PolicyDocument");
      add("bytes of a queue's policy", queue, length(policy), 8_192);
      add("statements of a queue's policy", queue, policy.path("Statement").size(), 20);
    }
    for (String topic : ids("AWS::SNS::TopicPolicy")) {
      add("bytes of a topic's policy", topic, length(topic, "PolicyDocument"), 30_720);
    }
    for (String key : ids("AWS::KMS::Key")) {
      add("bytes of a key's policy", key, length(key, "KeyPolicy"), 32_768);
    }
    for (String machine : ids("AWS::StepFunctions::StateMachine")) {
      add("bytes of a definition", machine, length(machine, "DefinitionString"), 1_048_576);
    }
  }

  private void add(String limit, String of, int value, int most) {
    measures.add(new Measure(limit, of, value, most));
  }

  private List<String> ids(String type) {
    return resources.entrySet().stream()
        .filter(one -> one.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey)
        .toList();
  }

  private JsonNode properties(String id) {
    return resources.getOrDefault(id, JSON.nullNode()).path("Properties");
  }

  private int length(String id, String property) {
    return length(properties(id).path(property));
  }

  private static int length(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8).length;
  }

  /** As it is sent: JSON without white space, or the text itself. */
  private static String text(JsonNode value) {
    if (value.has("Ref") || value.has("Fn::GetAtt") || value.has("Fn::Select")) {
      return REFERENCE;
    }
    if (value.has("Fn::Join")) {
      JsonNode join = value.path("Fn::Join");
      return join.path(1)
          .valueStream()
          .map(Limits::text)
          .collect(Collectors.joining(join.path(0).asText()));
    }
    return value.isTextual() ? value.asText() : json(value);
  }

  private static String json(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(Limits::quoted).collect(Collectors.joining(",", "[", "]"));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .flatMap(one -> Stream.of("\"" + one.getKey() + "\":" + quoted(one.getValue())))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return value.toString();
  }

  private static String quoted(JsonNode value) {
    boolean text = value.isTextual() || value.properties().stream().anyMatch(Limits::isReference);
    return text ? "\"" + text(value) + "\"" : text(value);
  }

  private static boolean isReference(Map.Entry<String, JsonNode> member) {
    return member.getKey().equals("Ref") || member.getKey().startsWith("Fn::");
  }
}
