package com.vitracka.responder.local.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.local.agentcore.World;
import com.vitracka.responder.respond.DeploymentRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;

class AgentCoreDeploymentsTest {
  private static final String TOKEN = "deployments-test-token-0123456789-abc";
  private static final String OTHER_TOKEN = "deployments-test-token-0123456789-xyz";
  private static final String NEW_ROLE = "arn:aws:iam::000000000000:role/NewRole";
  private static final String RELEASE = "20260101-100000-import";
  private static final String RELEASE_KEY = "releases/coach_companion/" + RELEASE + "/code.zip";
  private static final String TOOLKIT_KEY = "coach/deployment.zip";

  private Coach coach;

  @BeforeEach
  void start(@TempDir Path state) throws IOException {
    coach = new Coach(state);
    coach.world.publish("v1.zip", World.exampleAgent());
    coach.world.publish("v2.zip", World.exampleAgent());
    coach.world.roles.put(NEW_ROLE, "bedrock-agentcore.amazonaws.com");
  }

  @AfterEach
  void stop() {
    coach.close();
  }

  private static ObjectNode code(ObjectNode configuration) {
    return (ObjectNode) configuration.at("/agentRuntimeArtifact/codeConfiguration");
  }

  private String redeploy(String live) {
    return coach.deployments.redeploy(coach.agent(), live, Optional.empty(), TOKEN, () -> {});
  }

  private String rollBack(String to) {
    return coach.deployments.rollBack(coach.agent(), to, Optional.empty(), TOKEN, () -> {});
  }

  @Test
  void the_same_token_makes_one_version() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));

    String first = redeploy("1");
    String atOnce = redeploy("1");
    coach.awaitReady();
    String later = redeploy("1");

    assertThat(List.of(first, atOnce, later)).containsOnly("2");
    assertThat(coach.versions()).isEqualTo(2);
    assertThat(coach.calls("UpdateAgentRuntime"))
        .extracting(call -> call.path("repeated").asBoolean())
        .containsExactly(false, true, true);
  }

  @Test
  void another_token_makes_another_version() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    redeploy("1");
    coach.awaitReady();

    String second =
        coach.deployments.redeploy(coach.agent(), "2", Optional.empty(), OTHER_TOKEN, () -> {});

    assertThat(second).isEqualTo("3");
  }

  @Test
  void a_redeploy_of_a_release_that_is_asked_for_again_makes_one_version() {
    coach.world.publish(World.TOOLKIT_BUCKET, TOOLKIT_KEY, World.exampleAgent());
    coach.world.publish(RELEASE_KEY, World.exampleAgent());
    coach.created(Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY));
    coach.deployments.redeploy(coach.agent(), "1", Optional.of(RELEASE), TOKEN, () -> {});
    coach.awaitReady();

    String again =
        coach.deployments.redeploy(coach.agent(), "1", Optional.of(RELEASE), TOKEN, () -> {});

    assertThat(again).isEqualTo("2");
    assertThat(coach.versions()).isEqualTo(2);
  }

  @Test
  void a_rollback_takes_the_old_code_and_environment_and_keeps_all_else(@TempDir Path folder)
      throws IOException {
    Files.copy(World.exampleAgent().resolve("agent.py"), folder.resolve("main.py"));
    coach.world.publish("v2.zip", folder);
    ObjectNode old = Coach.running(World.BUCKET, "v1.zip").put("description", "the first");
    old.putObject("environmentVariables").put("MODEL_ID", "m-1");
    code(old).put("runtime", "PYTHON_3_11").putArray("entryPoint").add("agent.py");
    coach.created(old);
    ObjectNode present =
        Coach.running(World.BUCKET, "v2.zip")
            .put("description", "the second")
            .put("roleArn", NEW_ROLE);
    present.putObject("environmentVariables").put("MODEL_ID", "m-2").put("NEW", "1");
    present.putObject("authorizerConfiguration").putObject("customJWTAuthorizer").put("a", "b");
    present
        .putObject("networkConfiguration")
        .put("networkMode", "VPC")
        .putObject("networkModeConfig")
        .putArray("subnets")
        .add("subnet-1");
    present.putObject("metadataConfiguration").put("requireMMDSV2", true).put("hopLimit", 2);
    code(present).putArray("entryPoint").add("main.py");
    coach.updated(present);

    String version = rollBack("1");

    ObjectNode made = coach.configuration(version);
    assertThat(made.path("agentRuntimeArtifact")).isEqualTo(old.path("agentRuntimeArtifact"));
    assertThat(made.path("environmentVariables")).isEqualTo(old.path("environmentVariables"));
    for (String kept :
        List.of(
            "roleArn",
            "networkConfiguration",
            "authorizerConfiguration",
            "metadataConfiguration",
            "description")) {
      assertThat(made.path(kept)).as(kept).isEqualTo(present.path(kept));
    }
  }

  @Test
  void an_environment_that_the_old_version_had_not_is_taken_away() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    ObjectNode present = Coach.running(World.BUCKET, "v2.zip");
    present.putObject("environmentVariables").put("BAD", "1");
    coach.updated(present);

    String version = rollBack("1");

    assertThat(coach.configuration(version).has("environmentVariables")).isFalse();
  }

  @Test
  void a_zip_that_the_toolkit_overwrites_is_not_rolled_back_to() {
    coach.world.publish(World.TOOLKIT_BUCKET, TOOLKIT_KEY, World.exampleAgent());
    coach.created(Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY));
    coach.updated(Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY));

    assertThatThrownBy(() -> rollBack("1"))
        .isInstanceOf(DeploymentRefusedException.class)
        .hasMessageContaining("the code of version 1 lies at s3://toolkit/coach/deployment.zip")
        .hasMessageContaining("responder release publish");
    assertThat(coach.versions()).isEqualTo(2);
  }

  @Test
  void one_object_version_of_it_is() {
    coach.world.publish(World.TOOLKIT_BUCKET, TOOLKIT_KEY, World.exampleAgent());
    ObjectNode old = Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY);
    ((ObjectNode) code(old).at("/code/s3")).put("versionId", "3sL4kqtJ");
    coach.created(old);
    coach.updated(Coach.running(World.BUCKET, "v2.zip"));

    String version =
        coach.deployments.rollBack(coach.agent(), "1", Optional.of(RELEASE), TOKEN, () -> {});

    assertThat(coach.configuration(version).path("agentRuntimeArtifact"))
        .isEqualTo(old.path("agentRuntimeArtifact"));
  }

  @Test
  void a_version_that_was_imported_is_rolled_back_to_its_release() {
    coach.world.publish(World.TOOLKIT_BUCKET, TOOLKIT_KEY, World.exampleAgent());
    ObjectNode old = Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY);
    old.putObject("environmentVariables").put("MODEL_ID", "m-1");
    code(old).put("runtime", "PYTHON_3_11");
    coach.created(old);
    coach.world.publish(RELEASE_KEY, World.exampleAgent());
    coach.updated(Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY));

    String version =
        coach.deployments.rollBack(coach.agent(), "1", Optional.of(RELEASE), TOKEN, () -> {});

    assertThat(version).isEqualTo("3");
    ObjectNode made = coach.configuration(version);
    assertThat(code(made).at("/code/s3"))
        .isEqualTo(
            Coach.json(
                "{\"bucket\": \"%s\", \"prefix\": \"%s\"}".formatted(World.BUCKET, RELEASE_KEY)));
    assertThat(code(made).path("runtime").asText()).isEqualTo("PYTHON_3_11");
    assertThat(made.path("environmentVariables")).isEqualTo(old.path("environmentVariables"));
    coach.awaitReady();
  }

  @Test
  void a_release_that_is_not_there_refuses_the_rollback() {
    coach.world.publish(World.TOOLKIT_BUCKET, TOOLKIT_KEY, World.exampleAgent());
    coach.created(Coach.running(World.TOOLKIT_BUCKET, TOOLKIT_KEY));
    coach.updated(Coach.running(World.BUCKET, "v2.zip"));

    assertThatThrownBy(
            () ->
                coach.deployments.rollBack(
                    coach.agent(), "1", Optional.of("gone"), TOKEN, () -> {}))
        .isInstanceOf(DeploymentRefusedException.class);
  }

  @Test
  void a_version_that_the_service_has_not_refuses_the_rollback() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));

    assertThatThrownBy(() -> rollBack("7"))
        .isInstanceOf(DeploymentRefusedException.class)
        .hasMessageContaining("ResourceNotFoundException: ")
        .hasMessageContaining("no version 7");
  }

  @Test
  void a_refusal_says_what_the_service_said() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    coach.fault("redeploy-refused", Map.of());

    assertThatThrownBy(() -> redeploy("1"))
        .isInstanceOf(DeploymentRefusedException.class)
        .hasMessageStartingWith(
            "ServiceQuotaExceededException: The account's quota of agent runtime versions is"
                + " exceeded");
    assertThat(coach.versions()).isEqualTo(1);
  }

  @Test
  void a_conflict_while_another_update_runs_is_worth_another_try() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    coach.deployments.redeploy(coach.agent(), "1", Optional.empty(), OTHER_TOKEN, () -> {});

    assertThatThrownBy(() -> rollBack("1")).isInstanceOf(ConflictException.class);

    coach.awaitReady();
    assertThat(rollBack("1")).isEqualTo("3");
  }

  @Test
  void an_endpoint_is_moved_once_however_often_it_is_asked_for() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    coach.updated(Coach.running(World.BUCKET, "v2.zip"));
    coach.withEndpoint(Coach.PROD, "2");

    String moved = coach.deployments.moveEndpoint(coach.agent(Coach.PROD), "1", TOKEN, () -> {});
    String again = coach.deployments.moveEndpoint(coach.agent(Coach.PROD), "1", TOKEN, () -> {});
    coach.awaitEndpoint(Coach.PROD, "1");
    String later = coach.deployments.moveEndpoint(coach.agent(Coach.PROD), "1", TOKEN, () -> {});

    assertThat(List.of(moved, again, later)).containsOnly("1");
    assertThat(coach.calls("UpdateAgentRuntimeEndpoint"))
        .extracting((JsonNode call) -> call.path("repeated").asBoolean())
        .containsExactly(false, true, true);
    assertThat(coach.versions()).isEqualTo(2);
    assertThat(coach.deployments.endpoint(coach.agent(Coach.PROD)).ready()).isTrue();
    assertThat(coach.deployments.runtime(coach.agent(Coach.PROD)).version()).isEqualTo("2");
  }

  @Test
  void an_endpoint_that_is_not_there_is_refused() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));

    assertThatThrownBy(
            () -> coach.deployments.moveEndpoint(coach.agent(Coach.PROD), "1", TOKEN, () -> {}))
        .isInstanceOf(DeploymentRefusedException.class)
        .hasMessageContaining("no endpoint prod");
  }
}
