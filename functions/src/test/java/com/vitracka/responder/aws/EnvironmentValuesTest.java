package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.TestPlans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ValidationException;

/** A service that refuses a configuration may repeat it: no value of it is told on. */
@Timeout(60)
class EnvironmentValuesTest {
  private static final String SECRET = "sk-very\"secret\\key$1-0123456789";
  private static final Map<String, Object> BODY =
      Map.of(
          "roleArn",
          "arn:aws:iam::111122223333:role/r",
          "environmentVariables",
          Map.of("API_KEY", SECRET, "MODE", "on", "URL", "https://db"));

  private final ASilentService service = new ASilentService();

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid environment: API_KEY=%s, MODE=on",
        "1 validation error detected: Value '{API_KEY=%s, URL=x}' at 'environmentVariables' failed"
            + " to satisfy constraint: Member must have length less than or equal to 5",
        "%s is not allowed here"
      })
  void a_refusal_is_told_without_them(String text) {
    service.then(400, "ValidationException", Json.write(Map.of("message", text.formatted(SECRET))));

    assertThatThrownBy(() -> runtimes().update("coach", BODY, "t".repeat(40)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("***")
        .hasMessageContaining("Status Code: 400")
        .satisfies(thrown -> assertThat(everythingOf(thrown)).doesNotContain("very", "0123456789"));
  }

  @Test
  void neither_whole_nor_written_in_JSON_nor_cut_off_do_they_stay_in_a_text() {
    EnvironmentValues values = EnvironmentValues.of(Json.object(Json.write(BODY)));

    assertThat(
            List.of(
                values.hideIn("the key " + SECRET + " is wrong"),
                values.hideIn("the body " + Json.write(BODY)),
                values.hideIn("the key " + SECRET.substring(0, 12) + "... is wrong")))
        .allSatisfy(text -> assertThat(text).contains("***").doesNotContain("secret"));
    assertThat(values.hideIn("based on one position")).isEqualTo("based on one position");
  }

  @Test
  void what_AgentCore_says_of_a_failed_update_is_told_without_them() {
    service.then(
        200,
        "",
        Json.write(
            Map.of(
                "status", "UPDATE_FAILED",
                "agentRuntimeVersion", "4",
                "lastUpdatedAt", "2026-11-24T10:15:00Z",
                "failureReason", "bad variable " + SECRET,
                "environmentVariables", Map.of("API_KEY", SECRET))));

    assertThat(
            new AgentCoreRuntimes(service.aws().agentControl())
                .runtime(TestPlans.plan().getAgent("coach_companion"))
                .failureReason())
        .isEqualTo("bad variable ***");
  }

  private RawAgentRuntimes runtimes() {
    return new RawAgentRuntimes(service.aws().agentControl());
  }

  private static String everythingOf(Throwable thrown) {
    java.io.StringWriter all = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(all));
    return all + ((ValidationException) thrown).awsErrorDetails().toString();
  }
}
