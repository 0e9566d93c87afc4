package com.vitracka.responder.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentManagedRuntimeType;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeStatus;

/**
 * A simulated AgentCore on a free port with the real SDK's clients, and doubles for the account
 * around it: zips by key, roles by ARN, and what was signalled.
 */
public final class World implements AutoCloseable, Zips, Roles, Signals {
  public static final String ROLE = "arn:aws:iam::000000000000:role/CoachRole";
  public static final String BUCKET = "releases";

  /** Where the agents' toolkit uploads, always to the same key. */
  public static final String TOOLKIT_BUCKET = "toolkit";

  /** Fast enough to wait for, slow enough to be seen. */
  private static final Map<String, String> TIMINGS =
      Map.of(
          "AGENTCORE_CREATE_DURATION", "PT0.2S",
          "AGENTCORE_UPDATE_DURATION", "PT0.5S",
          "AGENTCORE_DELETE_DURATION", "PT0.2S",
          "AGENTCORE_ENDPOINT_DURATION", "PT0.2S",
          "AGENTCORE_METRICS_INTERVAL", "PT0.5S",
          "AGENTCORE_LOGS_INTERVAL", "PT0.1S",
          "AGENTCORE_SWEEP_INTERVAL", "PT0.2S",
          "AGENTCORE_CLOUD_TRAIL_DELAY", "PT0.3S");

  /** By bucket and key. */
  final Map<String, byte[]> zips = new ConcurrentHashMap<>();

  public final Map<String, String> roles =
      new ConcurrentHashMap<>(Map.of(ROLE, "bedrock-agentcore.amazonaws.com"));
  final List<Datum> metrics = new CopyOnWriteArrayList<>();
  final Map<LogStream, List<String>> logs = new ConcurrentHashMap<>();
  final List<ObjectNode> events = new CopyOnWriteArrayList<>();

  final SimulatedAgentCore server;
  final BedrockAgentCoreControlClient control;
  final BedrockAgentCoreClient data;
  private final HttpClient http = HttpClient.newHttpClient();

  public World(Path state) throws IOException {
    server =
        SimulatedAgentCore.start(
            new SimulatedAgentCore.Settings(
                0, null, python(), state, "000000000000", "eu-west-1", TIMINGS),
            this,
            this,
            this);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    control =
        BedrockAgentCoreControlClient.builder()
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .region(Region.EU_WEST_1)
            .credentialsProvider(credentials)
            .endpointOverride(server.address())
            .build();
    data =
        BedrockAgentCoreClient.builder()
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .region(Region.EU_WEST_1)
            .credentialsProvider(credentials)
            .endpointOverride(server.address())
            .build();
  }

  /** The interpreter with the agent's packages; a missing one fails, it never skips. */
  static Path python() {
    String named = System.getProperty("agent.python", System.getenv("AGENT_PYTHON"));
    Path python =
        named == null ? repository().resolve(".responder/venv-agents/bin/python") : Path.of(named);
    if (!Files.isExecutable(python)) {
      throw new IllegalStateException(
          "%s is no Python interpreter. Make it (see CONTRIBUTING.md), or name one that has"
                  .formatted(python)
              + " bedrock-agentcore and boto3 by AGENT_PYTHON.");
    }
    return python;
  }

  public static Path exampleAgent() {
    return repository().resolve("local/example-agent");
  }

  private static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("local/example-agent")) ? here : here.resolveSibling("");
  }

  public URI address() {
    return server.address();
  }

  public void publish(String key, Path folder) {
    publish(BUCKET, key, folder);
  }

  public void publish(String bucket, String key, Path folder) {
    try {
      zips.put(bucket + "/" + key, AgentZip.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AgentRuntimeArtifact artifact(String key, String entryPoint) {
    return AgentRuntimeArtifact.fromCodeConfiguration(
        code ->
            code.runtime(AgentManagedRuntimeType.PYTHON_3_12)
                .entryPoint(entryPoint)
                .code(from -> from.s3(s3 -> s3.bucket(BUCKET).prefix(key))));
  }

  /** Creates coach_companion from the example agent and waits until it is ready. */
  public String createCoach() {
    publish("v1.zip", exampleAgent());
    String id =
        control
            .createAgentRuntime(
                create ->
                    create
                        .agentRuntimeName("coach_companion")
                        .agentRuntimeArtifact(artifact("v1.zip", "agent.py"))
                        .roleArn(ROLE)
                        .networkConfiguration(network -> network.networkMode("PUBLIC")))
            .agentRuntimeId();
    awaitStatus(id, AgentRuntimeStatus.READY);
    return id;
  }

  /** Deploys another zip as the raw JSON with all members, as the responder does. */
  int deploy(String id, String key) {
    ObjectNode body = raw("GET", "/runtimes/" + id + "/", Json.object());
    ((ObjectNode) body.at("/agentRuntimeArtifact/codeConfiguration/code/s3")).put("prefix", key);
    ObjectNode answer = raw("PUT", "/runtimes/" + id + "/", body);
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("UPDATING");
    await().atMost(Duration.ofSeconds(10)).until(() -> status(id) != AgentRuntimeStatus.UPDATING);
    return answer.path("agentRuntimeVersion").asInt();
  }

  AgentRuntimeStatus status(String id) {
    return control.getAgentRuntime(get -> get.agentRuntimeId(id)).status();
  }

  public void awaitStatus(String id, AgentRuntimeStatus wanted) {
    await().atMost(Duration.ofSeconds(10)).until(() -> status(id) == wanted);
  }

  String invoke(String id, String session, String prompt) {
    return invoke(id, "DEFAULT", session, prompt);
  }

  String invoke(String id, String endpoint, String session, String prompt) {
    return data.invokeAgentRuntimeAsBytes(
            invoke ->
                invoke
                    .agentRuntimeArn(arn(id))
                    .qualifier(endpoint)
                    .runtimeSessionId(session)
                    .contentType("application/json")
                    .payload(
                        SdkBytes.fromByteArray(Json.bytes(Json.object().put("prompt", prompt)))))
        .asUtf8String();
  }

  static String arn(String id) {
    return "arn:aws:bedrock-agentcore:eu-west-1:000000000000:runtime/" + id;
  }

  static String newSession() {
    return "test-session-" + UUID.randomUUID();
  }

  public ObjectNode admin(String method, String path, ObjectNode body) {
    return raw(method, "/_local/" + path, body);
  }

  public ObjectNode raw(String method, String path, ObjectNode body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
              .build();
      return Json.objectOf(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<Long> agentPids() {
    return admin("GET", "state", Json.object()).findValues("pid").stream()
        .map(pid -> pid.asLong())
        .toList();
  }

  @Override
  public Optional<byte[]> find(String region, Artifact artifact) {
    return Optional.ofNullable(zips.get(artifact.bucket() + "/" + artifact.key()));
  }

  @Override
  public Optional<String> findTrustPolicy(String roleArn) {
    return Optional.ofNullable(roles.get(roleArn));
  }

  @Override
  public void putMetrics(String region, List<Datum> sent) {
    metrics.addAll(sent);
  }

  @Override
  public void putLogLines(LogStream stream, List<LogLine> lines) {
    logs.computeIfAbsent(stream, same -> new CopyOnWriteArrayList<>())
        .addAll(lines.stream().map(LogLine::text).toList());
  }

  @Override
  public void putEvent(String region, String account, ObjectNode event) {
    events.add(event);
  }

  @Override
  public void close() {
    control.close();
    data.close();
    server.close();
    http.close();
  }
}
