package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.respond.DeploymentRefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeBodiesTest {
  private static final JsonObject CURRENT =
      Json.object(
          """
          {"agentRuntimeId":"coach-1","agentRuntimeVersion":"3","status":"READY",
           "roleArn":"arn:aws:iam::1:role/new","futureMember":{"deep":[1,null]},
           "metadataConfiguration":{"requireMMDSV2":true},
           "environmentVariables":{"TOKEN":"secret"},
           "agentRuntimeArtifact":{"codeConfiguration":{"code":{"s3":{"bucket":"toolkit",
             "prefix":"a.zip"}},"runtime":"PYTHON_3_10","entryPoint":["old.py"],"later":true}}}
          """);
  private static final JsonObject OLD =
      Json.object(
          """
          {"agentRuntimeVersion":"1","roleArn":"arn:aws:iam::1:role/old",
           "environmentVariables":{"TOKEN":"older"},
           "agentRuntimeArtifact":{"codeConfiguration":{"code":{"s3":{"bucket":"releases",
             "prefix":"b.zip"}},"runtime":"PYTHON_3_12","entryPoint":["b.py"]}}}
          """);
  private static final RuntimeBodies.Zip ZIP =
      RuntimeBodies.Zip.ofRelease("releases-bucket", "coach_companion", "20260101-100000-abc1234");

  @Test
  void a_release_changes_code_entry_point_and_runtime_and_nothing_else() {
    JsonObject body =
        JsonObject.of(RuntimeBodies.withRelease(CURRENT, ZIP, "PYTHON_3_12", List.of("agent.py")));

    assertThat(body.values().keySet())
        .containsExactlyInAnyOrder(
            "roleArn",
            "futureMember",
            "metadataConfiguration",
            "environmentVariables",
            "agentRuntimeArtifact");
    JsonObject code = RuntimeBodies.findCode(body).orElseThrow();
    assertThat(code.object("code").object("s3").text("prefix"))
        .isEqualTo("releases/coach_companion/20260101-100000-abc1234/code.zip");
    assertThat(code.text("runtime")).isEqualTo("PYTHON_3_12");
    assertThat(code.texts("entryPoint")).containsExactly("agent.py");
    assertThat(code.flag("later")).isTrue();
    assertThat(body.values().get("futureMember")).isEqualTo(CURRENT.values().get("futureMember"));
  }

  @Test
  void a_version_gives_code_and_environment_but_the_role_stays() {
    JsonObject body = JsonObject.of(RuntimeBodies.withVersion(CURRENT, OLD));

    assertThat(body.text("roleArn")).isEqualTo("arn:aws:iam::1:role/new");
    assertThat(body.object("environmentVariables").text("TOKEN")).isEqualTo("older");
    assertThat(RuntimeBodies.findCode(body).orElseThrow().texts("entryPoint"))
        .containsExactly("b.py");
  }

  @Test
  void a_versions_code_comes_from_its_release_and_all_else_of_it_from_the_version() {
    JsonObject body = JsonObject.of(RuntimeBodies.withVersionFrom(ZIP, OLD, CURRENT));

    JsonObject code = RuntimeBodies.findCode(body).orElseThrow();
    assertThat(code.object("code").object("s3").values())
        .isEqualTo(
            Map.of(
                "bucket",
                "releases-bucket",
                "prefix",
                "releases/coach_companion/20260101-100000-abc1234/code.zip"));
    assertThat(code.text("runtime")).isEqualTo("PYTHON_3_10");
    assertThat(code.texts("entryPoint")).containsExactly("old.py");
    assertThat(code.flag("later")).isTrue();
    assertThat(body.object("environmentVariables").text("TOKEN")).isEqualTo("secret");
    assertThat(body.text("roleArn")).isEqualTo("arn:aws:iam::1:role/old");
  }

  @Test
  void the_current_version_itself_is_unchanged() {
    assertThat(RuntimeBodies.withVersion(CURRENT, CURRENT))
        .isEqualTo(RawAgentRuntimes.updatable(CURRENT));
  }

  @Test
  void an_environment_that_the_old_version_had_not_is_taken_away() {
    JsonObject bare =
        JsonObject.of(Map.of("agentRuntimeArtifact", OLD.object("agentRuntimeArtifact").values()));

    assertThat(RuntimeBodies.withVersion(CURRENT, bare)).doesNotContainKey("environmentVariables");
  }

  @Test
  void code_outside_our_bucket_can_change_under_its_key() {
    assertThat(RuntimeBodies.isChangeable(CURRENT, "releases")).isTrue();
    assertThat(RuntimeBodies.isChangeable(OLD, "releases")).isFalse();
  }

  @Test
  void a_container_is_refused() {
    JsonObject container =
        Json.object(
            "{\"agentRuntimeId\":\"coach-1\",\"agentRuntimeArtifact\":{\"containerConfiguration\":{}}}");

    assertThatThrownBy(
            () -> RuntimeBodies.withRelease(container, ZIP, "PYTHON_3_12", List.of("agent.py")))
        .isInstanceOf(DeploymentRefusedException.class)
        .hasMessageContaining("container");
  }
}
