package com.vitracka.responder.local.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.aws.AgentCoreDeployments;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.local.agentcore.World;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Canary;
import com.vitracka.responder.plan.PlanReader;
import com.vitracka.responder.plan.Thresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The plan's agent, running in a simulated AgentCore, and the responder's own clients for it. */
final class Coach implements AutoCloseable {
  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "000000000000";
  static final String PROD = "prod";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final World world;
  final Aws aws;
  final AgentCoreDeployments deployments;
  private String runtimeId = "";

  Coach(Path state) throws IOException {
    world = new World(state);
    aws =
        new Aws(
            Region.of(REGION),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
            Optional.of(world.address()));
    deployments = new AgentCoreDeployments(aws.agentControl(), World.BUCKET);
  }

  /** Creates the runtime with exactly this configuration; its name is added. */
  Coach created(ObjectNode configuration) {
    ObjectNode body = configuration.deepCopy().put("agentRuntimeName", "coach_companion");
    runtimeId = world.raw("PUT", "/runtimes/", body).path("agentRuntimeId").asText();
    awaitReady();
    return this;
  }

  /** Deploys exactly this configuration, as the team would; gives the version. */
  String updated(ObjectNode configuration) {
    ObjectNode answer = world.raw("PUT", path(), configuration);
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("UPDATING");
    awaitReady();
    return answer.path("agentRuntimeVersion").asText();
  }

  void withEndpoint(String name, String version) {
    aws.agentControl()
        .createAgentRuntimeEndpoint(
            r -> r.agentRuntimeId(runtimeId).name(name).agentRuntimeVersion(version));
    awaitEndpoint(name, version);
  }

  void awaitReady() {
    await()
        .atMost(PATIENCE)
        .until(() -> configuration().path("status").asText(), status -> status.equals("READY"));
  }

  void awaitEndpoint(String name, String version) {
    await()
        .atMost(PATIENCE)
        .until(() -> deployments.endpoint(agent(name)).version(), version::equals);
  }

  /** What GetAgentRuntime gives: the newest version. */
  ObjectNode configuration() {
    return world.raw("GET", path(), MAPPER.createObjectNode());
  }

  ObjectNode configuration(String version) {
    return world.raw("GET", path() + "?version=" + version, MAPPER.createObjectNode());
  }

  private String path() {
    return "/runtimes/" + runtimeId + "/";
  }

  List<JsonNode> calls(String operation) {
    return StreamSupport.stream(
            world.admin("GET", "calls", MAPPER.createObjectNode()).path("calls").spliterator(),
            false)
        .filter(call -> call.path("operation").asText().equals(operation))
        .toList();
  }

  /** All that the last UpdateAgentRuntime sent in its body. */
  ObjectNode lastUpdate() {
    ObjectNode sent = (ObjectNode) calls("UpdateAgentRuntime").getLast().path("parameters");
    // It comes from the path.
    return sent.deepCopy().without(List.of("agentRuntimeId"));
  }

  int versions() {
    return state().path("versions").size();
  }

  int sessions() {
    return state().path("sessions").size();
  }

  private JsonNode state() {
    return world.admin("GET", "state", MAPPER.createObjectNode()).path("runtimes").path(0);
  }

  void fault(String name, Map<String, ?> more) {
    ObjectNode body = MAPPER.valueToTree(more);
    ObjectNode answer = world.admin("POST", "faults/" + name, body.put("runtime", runtimeId));
    assertThat(answer.path("faults")).as(answer.toString()).hasSize(1);
  }

  Agent agent() {
    return agent(Agent.DEFAULT_ENDPOINT);
  }

  Agent agent(String endpoint) {
    Agent planned = planned();
    return agent(runtimeId, endpoint, planned.canary(), planned.thresholds());
  }

  Agent agent(String runtime, String endpoint, Canary canary, Thresholds thresholds) {
    Agent planned = planned();
    return new Agent(
        planned.name(),
        planned.displayName(),
        planned.aliases(),
        planned.folder(),
        runtime,
        endpoint,
        planned.executionRole(),
        planned.impact(),
        canary,
        thresholds,
        planned.modes());
  }

  private static Agent planned() {
    return PlanReader.read(Path.of("../infra/plan.yaml"), List.of())
        .plan()
        .getAgent("coach_companion");
  }

  /** A configuration that runs a zip, as GetAgentRuntime would give it. */
  static ObjectNode running(String bucket, String key) {
    return json(
        """
        {"roleArn": "%s",
         "agentRuntimeArtifact": {"codeConfiguration": {
           "code": {"s3": {"bucket": "%s", "prefix": "%s"}},
           "runtime": "PYTHON_3_12", "entryPoint": ["agent.py"]}},
         "networkConfiguration": {"networkMode": "PUBLIC"},
         "metadataConfiguration": {"requireMMDSV2": true}}
        """
            .formatted(World.ROLE, bucket, key));
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    world.close();
  }
}
