package com.vitracka.responder.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.BedrockAgentCoreControlException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.UpdateAgentRuntimeRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.UpdateAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ValidationException;

class ControlPlaneTest {
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
  void givesTheNextRuntimeTheIdThatWasAskedFor() {
    world.admin("POST", "next-runtime-id", Json.object().put("id", "coach_companion-0ZUOP04U5z"));

    assertThat(world.createCoach()).isEqualTo("coach_companion-0ZUOP04U5z");
    assertThat(world.control.listAgentRuntimes(list -> list.maxResults(10)).agentRuntimes())
        .singleElement()
        .extracting(AgentRuntime::agentRuntimeName, AgentRuntime::agentRuntimeVersion)
        .containsExactly("coach_companion", "1");
  }

  @Test
  void defaultFollowsTheNewestVersionAndOldVersionsStayAsTheyWere() {
    String id = world.createCoach();

    UpdateAgentRuntimeResponse update = update(id, "v1.zip", "agent.py", "x".repeat(33));

    assertThat(update.agentRuntimeVersion()).isEqualTo("2");
    assertThat(update.status()).isEqualTo(AgentRuntimeStatus.UPDATING);
    assertThat(endpoint(id, "DEFAULT")).containsExactly("1", "2");
    world.awaitStatus(id, AgentRuntimeStatus.READY);
    assertThat(endpoint(id, "DEFAULT")).containsExactly("2", "2");
    assertThat(get(id, "1").description()).isNull();
    assertThat(get(id, "2").description()).isEqualTo("new");
  }

  @Test
  void refusesAnUpdateDuringAnUpdate() {
    String id = world.createCoach();
    update(id, "v1.zip", "agent.py", "x".repeat(33));

    assertThatThrownBy(() -> update(id, "v1.zip", "agent.py", "y".repeat(33)))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void answersARepeatedClientTokenWithTheFirstAnswerAndDeploysOnce() {
    String id = world.createCoach();
    UpdateAgentRuntimeResponse first = update(id, "v1.zip", "agent.py", "x".repeat(33));

    UpdateAgentRuntimeResponse again = update(id, "v1.zip", "agent.py", "x".repeat(33));

    assertThat(again.agentRuntimeVersion()).isEqualTo(first.agentRuntimeVersion());
    assertThat(
            world.control.listAgentRuntimeVersions(list -> list.agentRuntimeId(id)).agentRuntimes())
        .hasSize(2);
    assertThatThrownBy(() -> update(id, "other.zip", "agent.py", "x".repeat(33)))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> update(id, "v1.zip", "agent.py", "short"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("33");
  }

  @Test
  void keepsMembersThatItDoesNotKnowAndDropsThoseThatAnUpdateOmits() {
    String id = world.createCoach();
    ObjectNode body = world.raw("GET", "/runtimes/" + id + "/", Json.object());
    assertThat(body.at("/metadataConfiguration/requireMMDSV2").asBoolean()).isTrue();
    body.putObject("hooksConfiguration").put("onStart", "warm");
    body.remove("metadataConfiguration");

    world.raw("PUT", "/runtimes/" + id + "/", body);

    ObjectNode after = world.raw("GET", "/runtimes/" + id + "/", Json.object());
    assertThat(after.at("/hooksConfiguration/onStart").asText()).isEqualTo("warm");
    assertThat(after.has("metadataConfiguration")).isFalse();
  }

  @Test
  void failsAVersionWhoseEntryPointIsNotInItsZipAndKeepsTheOldOneLive() {
    String id = world.createCoach();

    update(id, "v1.zip", "main.py", "x".repeat(33));

    world.awaitStatus(id, AgentRuntimeStatus.UPDATE_FAILED);
    assertThat(get(id, "2").failureReason())
        .isEqualTo("The specified entrypoint could not be found or accessed in your artifact.");
    assertThat(endpoint(id, "DEFAULT")).containsExactly("1", "2");
  }

  @Test
  void refusesAZipThatIsNotThereAndARoleThatIsGone() {
    String id = world.createCoach();

    assertThatThrownBy(() -> update(id, "gone.zip", "agent.py", "x".repeat(33)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("s3://releases/gone.zip");
    world.roles.clear();
    assertThatThrownBy(() -> update(id, "v1.zip", "agent.py", "y".repeat(33)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Role validation failed");
    assertThat(world.status(id)).isEqualTo(AgentRuntimeStatus.READY);
  }

  @Test
  void movesANamedEndpointOnlyWhenAskedTo() {
    String id = world.createCoach();
    world.control.createAgentRuntimeEndpoint(
        create -> create.agentRuntimeId(id).name("production").agentRuntimeVersion("1"));
    awaitEndpoint(id, "production", "1");
    world.deploy(id, "v1.zip");
    assertThat(endpoint(id, "production")).containsExactly("1", "1");

    world.control.updateAgentRuntimeEndpoint(
        move -> move.agentRuntimeId(id).endpointName("production").agentRuntimeVersion("2"));

    awaitEndpoint(id, "production", "2");
  }

  @Test
  void pagesVersions() {
    String id = world.createCoach();
    world.deploy(id, "v1.zip");
    world.deploy(id, "v1.zip");

    List<String> versions =
        world
            .control
            .listAgentRuntimeVersionsPaginator(list -> list.agentRuntimeId(id).maxResults(1))
            .agentRuntimes()
            .stream()
            .map(AgentRuntime::agentRuntimeVersion)
            .toList();

    assertThat(versions).containsExactly("1", "2", "3");
  }

  @Test
  void deletesARuntimeAfterAWhileAndTellsCloudTrail() {
    String id = world.createCoach();

    world.control.deleteAgentRuntime(delete -> delete.agentRuntimeId(id));

    assertThat(world.status(id)).isEqualTo(AgentRuntimeStatus.DELETING);
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> world.status(id))
                    .isInstanceOf(ResourceNotFoundException.class));
    await().atMost(Duration.ofSeconds(5)).until(() -> world.events.size() == 2);
    ObjectNode event = world.events.getLast();
    assertThat(event.path("Source").asText()).isEqualTo("aws.bedrock-agentcore");
    ObjectNode detail =
        Json.objectOf(event.path("Detail").asText().getBytes(StandardCharsets.UTF_8));
    assertThat(detail.path("eventName").asText()).isEqualTo("DeleteAgentRuntime");
    assertThat(detail.at("/requestParameters/agentRuntimeId").asText()).isEqualTo(id);
    assertThat(detail.at("/userIdentity/type").asText()).isEqualTo("Root");
  }

  @Test
  void refusesDeploymentsDuringThatFault() {
    String id = world.createCoach();
    world.admin("POST", "faults/redeploy-refused", Json.object().put("runtime", id));

    assertThatThrownBy(() -> update(id, "v1.zip", "agent.py", "x".repeat(33)))
        .isInstanceOf(ServiceQuotaExceededException.class)
        .extracting(e -> ((BedrockAgentCoreControlException) e).statusCode())
        .isEqualTo(402);

    world.admin("DELETE", "faults/redeploy-refused", Json.object());
    update(id, "v1.zip", "agent.py", "y".repeat(33));
    ObjectNode calls = world.admin("GET", "calls", Json.object());
    assertThat(calls.path("calls").findValuesAsText("operation"))
        .containsExactly("CreateAgentRuntime", "UpdateAgentRuntime", "UpdateAgentRuntime");
    assertThat(calls.path("calls").path(1).path("errorCode").asText())
        .isEqualTo("ServiceQuotaExceededException");
  }

  @Test
  void failsAVersionWithABinaryForAnotherProcessor(@TempDir Path folder) throws IOException {
    String id = world.createCoach();
    byte[] elf = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, elf, 0, 4);
    elf[18] = 0x3e; // x86-64
    Files.write(folder.resolve("fast.so"), elf);
    Files.writeString(folder.resolve("agent.py"), "");
    world.publish("x86.zip", folder);

    update(id, "x86.zip", "agent.py", "x".repeat(33));

    world.awaitStatus(id, AgentRuntimeStatus.UPDATE_FAILED);
    assertThat(get(id, "2").failureReason())
        .isEqualTo("Your artifact contains binary files that are incompatible with Linux ARM64.");
    update(id, "v1.zip", "agent.py", "y".repeat(33));
    world.awaitStatus(id, AgentRuntimeStatus.READY);
    assertThat(endpoint(id, "DEFAULT")).containsExactly("3", "3");
  }

  @Test
  void keepsTagsAndAResourcePolicy() {
    String arn = World.arn(world.createCoach());

    world.control.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
    world.control.untagResource(untag -> untag.resourceArn(arn).tagKeys("a"));
    world.control.putResourcePolicy(put -> put.resourceArn(arn).policy("{}"));

    assertThat(world.control.listTagsForResource(list -> list.resourceArn(arn)).tags())
        .containsExactly(Map.entry("b", "2"));
    assertThat(world.control.getResourcePolicy(get -> get.resourceArn(arn)).policy())
        .isEqualTo("{}");
  }

  @Test
  void refusesATimingThatDoesNotExistOrIsNoDuration() {
    ObjectNode before = world.admin("GET", "timings", Json.object());

    assertThat(world.admin("POST", "timings", Json.object().put("updateTime", "PT1S")).toString())
        .contains("There is no timing 'updateTime'");
    assertThat(world.admin("POST", "timings", Json.object().put("updateDuration", "1")).toString())
        .contains("ISO-8601");

    assertThat(world.admin("GET", "timings", Json.object())).isEqualTo(before);
  }

  private UpdateAgentRuntimeResponse update(
      String id, String key, String entryPoint, String token) {
    return world.control.updateAgentRuntime(
        UpdateAgentRuntimeRequest.builder()
            .agentRuntimeId(id)
            .agentRuntimeArtifact(World.artifact(key, entryPoint))
            .roleArn(World.ROLE)
            .networkConfiguration(network -> network.networkMode("PUBLIC"))
            .description("new")
            .clientToken(token)
            .build());
  }

  private GetAgentRuntimeResponse get(String id, String version) {
    return world.control.getAgentRuntime(
        get -> get.agentRuntimeId(id).agentRuntimeVersion(version));
  }

  private List<String> endpoint(String id, String name) {
    var endpoint =
        world.control.getAgentRuntimeEndpoint(get -> get.agentRuntimeId(id).endpointName(name));
    return List.of(endpoint.liveVersion(), endpoint.targetVersion());
  }

  private void awaitEndpoint(String id, String name, String version) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                version.equals(
                    world
                        .control
                        .getAgentRuntimeEndpoint(get -> get.agentRuntimeId(id).endpointName(name))
                        .liveVersion()));
  }
}
