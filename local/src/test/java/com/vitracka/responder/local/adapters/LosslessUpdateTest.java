package com.vitracka.responder.local.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.local.agentcore.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AgentCore knows and this SDK does not survives every update (design decision 11). */
class LosslessUpdateTest {
  private static final String TOKEN = "lossless-update-test-token-0123456789";

  /** What GetAgentRuntime gives and UpdateAgentRuntime does not take. */
  private static final List<String> NOT_TAKEN =
      List.of(
          "agentRuntimeArn",
          "agentRuntimeName",
          "agentRuntimeId",
          "agentRuntimeVersion",
          "createdAt",
          "lastUpdatedAt",
          "status",
          "failureReason",
          "workloadIdentityDetails");

  private Coach coach;

  @BeforeEach
  void start(@TempDir Path state) throws IOException {
    coach = new Coach(state);
    coach.world.publish("v1.zip", World.exampleAgent());
    coach.world.publish("v2.zip", World.exampleAgent());
    coach.world.publish(
        "releases/coach_companion/20260101-100000-import/code.zip", World.exampleAgent());
    coach.world.publish(World.TOOLKIT_BUCKET, "coach/deployment.zip", World.exampleAgent());
  }

  @AfterEach
  void stop() {
    coach.close();
  }

  /** Members that the service has and the SDK has no type for, and some that nobody has yet. */
  private static ObjectNode withMembersThatTheSdkDoesNotKnow(ObjectNode configuration) {
    return configuration.setAll(
        Coach.json(
            """
            {"description": "Coach — für Gewohnheiten, 習慣 😀",
             "environmentVariables": {"MODEL_ID": "m-2", "EMPTY": "", "QUOTED": "a\\"b\\\\c\\n"},
             "networkConfiguration": {"networkMode": "VPC", "networkModeConfig": {
               "subnets": ["subnet-1"], "securityGroups": ["sg-1"],
               "requireServiceS3Endpoint": true}},
             "protocolConfiguration": {"serverProtocol": "HTTP", "port": 8081, "path": "/ask"},
             "lifecycleConfiguration": {"idleRuntimeSessionTimeout": 600, "maxLifetime": 3600},
             "authorizerConfiguration": {"customJWTAuthorizer": {
               "discoveryUrl": "https://id.example.com/.well-known/openid-configuration",
               "allowedAudience": ["coach"], "customClaims": [{"claim": "scope", "value": 1}]}},
             "requestHeaderConfiguration": {"requestHeaderAllowlist": ["X-Trace"]},
             "metadataConfiguration": {"requireMMDSV2": true, "hopLimit": 2},
             "filesystemConfigurations": [{"efs": {"accessPointArn": "arn:aws:efs:1"}}, {}],
             "hooksConfiguration": {"onStart": {"command": ["warm", "up"], "timeout": 30}},
             "capacityProviderConfiguration": {"name": "spot", "weights": [0.25, 0.75]},
             "platformVersion": "V2",
             "allowedPorts": [8080, 9000],
             "resourceConfigurations": [{"cpu": 0.5, "memoryMb": 2048}],
             "inventedLater": {
               "nothing": null, "empty": {}, "none": [], "listed": [null, false, -1],
               "small": 1.0E-7, "exact": 0.1, "whole": 2.0, "long": 9223372036854775807,
               "larger": 123456789012345678901234567890, "huge": 1.5E300},
             "inventedNull": null,
             "inventedNumber": 42,
             "inventedFlag": false}
            """));
  }

  private static ObjectNode updatable(ObjectNode configuration) {
    return configuration.deepCopy().without(NOT_TAKEN);
  }

  @Test
  void a_redeploy_sends_all_that_was_there_and_a_token() {
    coach.created(withMembersThatTheSdkDoesNotKnow(Coach.running(World.BUCKET, "v1.zip")));
    ObjectNode before = coach.configuration();

    String version =
        coach.deployments.redeploy(coach.agent(), "1", Optional.empty(), TOKEN, () -> {});

    assertThat(version).isEqualTo("2");
    assertThat(coach.lastUpdate()).isEqualTo(updatable(before).put("clientToken", TOKEN));
    assertThat(updatable(coach.configuration())).isEqualTo(updatable(before));
  }

  @Test
  void a_redeploy_of_a_release_changes_where_the_code_lies_and_nothing_else() {
    coach.created(
        withMembersThatTheSdkDoesNotKnow(
            Coach.running(World.TOOLKIT_BUCKET, "coach/deployment.zip")));
    ObjectNode expected = updatable(coach.configuration()).put("clientToken", TOKEN);
    ((ObjectNode) expected.at("/agentRuntimeArtifact/codeConfiguration/code/s3"))
        .put("bucket", World.BUCKET)
        .put("prefix", "releases/coach_companion/20260101-100000-import/code.zip");

    coach.deployments.redeploy(
        coach.agent(), "1", Optional.of("20260101-100000-import"), TOKEN, () -> {});

    assertThat(coach.lastUpdate()).isEqualTo(expected);
  }

  @Test
  void a_rollback_sends_all_of_the_present_but_artifact_and_environment() {
    ObjectNode old = Coach.running(World.BUCKET, "v1.zip");
    old.putObject("environmentVariables").put("MODEL_ID", "m-1");
    ((ObjectNode) old.at("/agentRuntimeArtifact/codeConfiguration"))
        .put("inventedForCode", 0.5)
        .putNull("inventedNull");
    coach.created(old);
    coach.updated(withMembersThatTheSdkDoesNotKnow(Coach.running(World.BUCKET, "v2.zip")));
    ObjectNode before = coach.configuration();

    String version =
        coach.deployments.rollBack(coach.agent(), "1", Optional.empty(), TOKEN, () -> {});

    assertThat(version).isEqualTo("3");
    ObjectNode expected = updatable(before).put("clientToken", TOKEN);
    expected.set("agentRuntimeArtifact", old.path("agentRuntimeArtifact"));
    expected.set("environmentVariables", old.path("environmentVariables"));
    assertThat(coach.lastUpdate()).isEqualTo(expected);
  }

  @Test
  void what_was_never_there_is_not_made_up() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    ObjectNode before = coach.configuration();

    coach.deployments.redeploy(coach.agent(), "1", Optional.empty(), TOKEN, () -> {});

    assertThat(coach.lastUpdate()).isEqualTo(updatable(before).put("clientToken", TOKEN));
  }

  @Test
  void a_redeploy_for_a_named_endpoint_keeps_the_newest_configuration_around_the_live_code() {
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    coach.withEndpoint(Coach.PROD, "1");
    coach.updated(withMembersThatTheSdkDoesNotKnow(Coach.running(World.BUCKET, "v2.zip")));
    ObjectNode expected = updatable(coach.configuration()).put("clientToken", TOKEN);
    expected.set("agentRuntimeArtifact", coach.configuration("1").path("agentRuntimeArtifact"));
    expected.remove("environmentVariables");

    coach.deployments.redeploy(coach.agent(Coach.PROD), "1", Optional.empty(), TOKEN, () -> {});

    assertThat(coach.lastUpdate()).isEqualTo(expected);
  }
}
