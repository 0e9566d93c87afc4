package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
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
  private static final Release RELEASE =
      Releases.of("20260101-100000-abc1234", "abc1234", "abc1234");

  @Test
  void a_release_changes_code_entry_point_and_runtime_and_nothing_else() {
    JsonObject body = JsonObject.of(RuntimeBodies.withRelease(CURRENT, RELEASE, "releases-bucket"));

    assertThat(body.values().keySet())
        .containsExactlyInAnyOrder(
            "roleArn",
            "futureMember",
            "metadataConfiguration",
            "environmentVariables",
            "agentRuntimeArtifact");
    JsonObject code = RuntimeBodies.code(body);
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
    assertThat(RuntimeBodies.code(body).texts("entryPoint")).containsExactly("b.py");
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

    assertThatThrownBy(() -> RuntimeBodies.withRelease(container, RELEASE, "b"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("container");
  }

  @Test
  void eyes_see_hashes_of_environment_values() {
    String shown = Call.text(java.util.List.of(Call.update("coach-1", CURRENT.values())));

    assertThat(shown).contains("PUT /runtimes/coach-1/", "sha256:").doesNotContain("\"secret\"");
  }
}
