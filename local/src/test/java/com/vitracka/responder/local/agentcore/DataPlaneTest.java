package com.vitracka.responder.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcore.model.BedrockAgentCoreException;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;
import software.amazon.awssdk.services.bedrockagentcore.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockagentcore.model.ValidationException;

class DataPlaneTest {
  private static final String START_FAILED =
      "An error occurred when starting the runtime. Please check your CloudWatch logs";

  private World world;

  @BeforeEach
  void start(@TempDir Path state) throws IOException {
    world = new World(state);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void runsTheAgentAsAProcessThatEndsWithItsSession() {
    String id = world.createCoach();
    String session = World.newSession();

    String answer = world.invoke(id, session, "Health check");

    assertThat(answer).contains("\"result\"").contains("Health check");
    List<Long> pids = world.agentPids();
    assertThat(pids).hasSize(1);
    assertThat(world.invoke(id, session, "And tomorrow?")).contains("And tomorrow?");
    assertThat(world.agentPids()).isEqualTo(pids);
    world.data.stopRuntimeSession(
        stop -> stop.agentRuntimeArn(World.arn(id)).qualifier("DEFAULT").runtimeSessionId(session));
    awaitGone(pids);
  }

  @Test
  void keepsOldSessionsOnOldCodeAndStartsNewOnesOnTheNew(@TempDir Path folder) throws IOException {
    String id = world.createCoach();
    String old = World.newSession();
    world.invoke(id, old, "hello");
    copyOfExample(folder, "return {\"result\":", "return {\"second\":");
    world.publish("v2.zip", folder);

    world.deploy(id, "v2.zip");

    assertThat(world.invoke(id, old, "hello")).contains("\"result\"");
    assertThat(world.invoke(id, World.newSession(), "hello")).contains("\"second\"");
  }

  @Test
  void aVersionThatFailsOnImportIsReadyAndCannotBeInvoked() throws IOException {
    String id = world.createCoach();
    world.publish("bad.zip", BadRelease.of(World.exampleAgent()));
    world.deploy(id, "bad.zip");

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "Health check"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining(START_FAILED);

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(world.logs)
                    .anySatisfy(
                        (stream, lines) -> {
                          assertThat(stream.group())
                              .isEqualTo(
                                  "/aws/bedrock-agentcore/runtimes/%s-DEFAULT".formatted(id));
                          assertThat(stream.stream())
                              .matches("\\d{4}/\\d\\d/\\d\\d/\\[runtime-logs][0-9a-f-]{36}");
                          assertThat(lines)
                              .contains("ModuleNotFoundError: No module named 'coach_goals'");
                        }));
  }

  @Test
  void anExceptionOfTheAgentIsARuntimeClientError(@TempDir Path folder) throws IOException {
    copyOfExample(folder, "return {\"result\":", "raise RuntimeError(\"no\")\n    return {\"r\":");
    world.publish("raises.zip", folder);
    String id = world.createCoach();
    world.deploy(id, "raises.zip");

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining("Received error (500) from runtime.");
    assertThat(metric("Errors")).isEqualTo(1);
    assertThat(metric("UserErrors")).isEqualTo(1);
    assertThat(metric("SystemErrors")).isZero();
    assertThat(world.metrics.getFirst().dimensions())
        .containsEntry("Operation", "InvokeAgentRuntime")
        .containsEntry("Name", "coach_companion::DEFAULT")
        .containsEntry("Resource", World.arn(id));
  }

  @Test
  void aSlowStartIsCutOff(@TempDir Path folder) throws IOException {
    copyOfExample(folder, "import os", "import time\ntime.sleep(60)\nimport os");
    world.publish("slow.zip", folder);
    String id = world.createCoach();
    world.deploy(id, "slow.zip");
    world.admin("POST", "timings", Json.object().put("initializationTimeout", "PT1S"));

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining("Runtime initialization time exceeded.");
  }

  @Test
  void theCrashFaultKillsEveryProcessUntilANewVersionIsLive() {
    String id = world.createCoach();
    String session = World.newSession();
    world.invoke(id, session, "hello");
    List<Long> pids = world.agentPids();

    world.admin("POST", "faults/crash", Json.object().put("runtime", id));

    awaitGone(pids);
    assertThatThrownBy(() -> world.invoke(id, session, "hello"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining(START_FAILED);
    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class);
    world.deploy(id, "v1.zip");
    assertThat(world.invoke(id, World.newSession(), "hello")).contains("result");
    assertThat(world.admin("GET", "faults", Json.object()).path("faults")).isEmpty();
  }

  @Test
  void theCrashFaultStaysForUsersOfANamedEndpointUntilItIsMoved() {
    String id = world.createCoach();
    world.control.createAgentRuntimeEndpoint(
        create -> create.agentRuntimeId(id).name("production").agentRuntimeVersion("1"));
    await().until(() -> isAnswered(id, "production"));
    world.admin("POST", "faults/crash", Json.object().put("runtime", id));

    world.deploy(id, "v1.zip");

    assertThat(isAnswered(id, "DEFAULT")).isTrue();
    assertThat(isAnswered(id, "production")).isFalse();
    world.control.updateAgentRuntimeEndpoint(
        move -> move.agentRuntimeId(id).endpointName("production").agentRuntimeVersion("2"));
    await().until(() -> isAnswered(id, "production"));
    assertThat(world.admin("GET", "faults", Json.object()).path("faults")).isEmpty();
  }

  private boolean isAnswered(String id, String endpoint) {
    try {
      return world.invoke(id, endpoint, World.newSession(), "hello").contains("result");
    } catch (BedrockAgentCoreException e) {
      return false;
    }
  }

  @Test
  void aSessionThatIsKilledLeavesNoErrorInTheAgentsLog() {
    String id = world.createCoach();
    world.admin("POST", "faults/crash", Json.object().put("runtime", id));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
          .isInstanceOf(RuntimeClientErrorException.class);
    }
    world.deploy(id, "v1.zip");
    world.invoke(id, World.newSession(), "hello");

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> world.logs.toString().contains("Invocation completed"));
    assertThat(world.logs.toString()).doesNotContain("Exception", "Error");
  }

  @Test
  void theSlowFaultAnswersRightAndLate() {
    String id = world.createCoach();
    String session = World.newSession();
    world.invoke(id, session, "hello");
    world.admin("POST", "faults/slow", Json.object().put("runtime", id).put("latencyMs", 700));
    long begin = System.nanoTime();

    assertThat(world.invoke(id, session, "hello")).contains("result");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void aModelThatIsDownMakesTheAgentFailAndSayWhy() {
    String id = world.createCoach();
    world.admin("POST", "faults/model-down", Json.object());

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining("Received error (500)");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> world.logs.toString().contains("ServiceUnavailableException"));
  }

  @Test
  void anAgentWhoseRoleIsGoneCannotReachTheModel() {
    String id = world.createCoach();
    world.roles.clear();

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> world.logs.toString().contains("AccessDeniedException"));
  }

  @Test
  void refusesWhatCannotBeInvoked() {
    String id = world.createCoach();

    assertThatThrownBy(() -> world.invoke(id, "production", World.newSession(), "hello"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("No endpoint or agent found with qualifier 'production'");
    assertThatThrownBy(() -> world.invoke("other-0123456789", World.newSession(), "hello"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> world.invoke(id, "too-short", "hello"))
        .isInstanceOf(ValidationException.class);
    world.admin("POST", "timings", Json.object().put("maxSessions", "0"));
    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(ServiceQuotaExceededException.class)
        .hasMessageContaining("maxVms limit exceeded");
  }

  @Test
  void refusesARuntimeWithoutMmdsV2() {
    String id = world.createCoach();
    ObjectNode body = world.raw("GET", "/runtimes/" + id + "/", Json.object());
    body.remove("metadataConfiguration");
    world.raw("PUT", "/runtimes/" + id + "/", body);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("This runtime is not MMDSv2-enabled"));
  }

  @Test
  void endsIdleSessions() {
    String id = world.createCoach();
    world.invoke(id, World.newSession(), "hello");
    List<Long> pids = world.agentPids();

    world.admin("POST", "timings", Json.object().put("defaultIdleTimeout", "PT0.1S"));

    awaitGone(pids);
  }

  @Test
  void countsInvocationsWithZerosForErrors() {
    String id = world.createCoach();
    world.invoke(id, World.newSession(), "hello");

    assertThat(metric("Invocations")).isEqualTo(1);
    assertThat(metric("Errors")).isZero();
    assertThat(metric("Latency")).isPositive();
  }

  @Test
  void acceptsThePathAsAProxyDecodesIt() {
    String id = world.createCoach();

    ObjectNode answer =
        world.raw(
            "POST",
            "/runtimes/" + World.arn(id) + "/invocations?qualifier=DEFAULT",
            Json.object().put("prompt", "hello"));

    assertThat(answer.path("result").asText()).contains("hello");
  }

  @Test
  void endsEveryAgentWithTheServer() {
    String id = world.createCoach();
    world.invoke(id, World.newSession(), "hello");
    world.invoke(id, World.newSession(), "hello");
    List<Long> pids = world.agentPids();
    assertThat(pids).hasSize(2);

    world.server.close();

    awaitGone(pids);
  }

  @Test
  void readsTheBucketForEachSessionWhereThatIsConfigured() {
    String id = world.createCoach();
    world.admin("POST", "timings", Json.object().put("copyCodeAtDeployment", "false"));
    assertThat(world.invoke(id, World.newSession(), "hello")).contains("result");

    world.zips.clear();

    assertThatThrownBy(() -> world.invoke(id, World.newSession(), "hello"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining(START_FAILED);
  }

  private double metric(String name) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> world.metrics.stream().anyMatch(datum -> datum.name().equals(name)));
    return world.metrics.stream()
        .filter(datum -> datum.name().equals(name))
        .flatMap(datum -> datum.values().stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static void awaitGone(List<Long> pids) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                pids.stream()
                    .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
  }

  private static void copyOfExample(Path folder, String text, String replacement)
      throws IOException {
    String agent = Files.readString(World.exampleAgent().resolve("agent.py"));
    assertThat(agent).contains(text);
    Files.writeString(folder.resolve("agent.py"), agent.replace(text, replacement));
  }
}
