package com.vitracka.responder.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.cli.doctor.Finding.Status;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.PlanReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final Agent COACH =
      PlanReader.read(Path.of("../infra/plan.yaml")).agents().getFirst();

  @Test
  void a_sandbox_is_missing_production_access() {
    Finding finding = Rules.mailAccount(false, true, "eu-west-1");

    assertThat(finding.status()).isEqualTo(Status.MISSING);
    assertThat(finding.remedy()).contains("put-account-details", "--region eu-west-1");
    assertThat(Rules.mailAccount(true, true, "eu-west-1").status()).isEqualTo(Status.OK);
    assertThat(Rules.mailAccount(true, false, "eu-west-1").status()).isEqualTo(Status.MISSING);
  }

  @Test
  void a_brake_that_is_on_is_told_with_how_to_take_it_off_and_a_hold_only_told() {
    Instant now = Instant.parse("2026-02-08T14:32:15Z");
    Optional<Setting> set = Optional.of(new Setting("jane", now, "a test", Optional.empty()));

    Finding all = Rules.controls(COACH, Controls.NONE.withBrakeForAll(set), now);
    Finding one = Rules.controls(COACH, Controls.NONE.withBrake(set), now);
    Finding hold = Rules.controls(COACH, Controls.NONE.withHold(set), now);

    assertThat(all.status()).isEqualTo(Status.MISSING);
    assertThat(all.detail()).contains("the brake for all agents is on", "jane", "a test");
    assertThat(all.remedy()).endsWith("responder brake off");
    assertThat(one.status()).isEqualTo(Status.MISSING);
    assertThat(one.remedy()).endsWith("responder brake off --agent " + COACH.name());
    assertThat(hold.status()).isEqualTo(Status.OK);
    assertThat(hold.detail()).contains("on hold", "jane");
    assertThat(Rules.controls(COACH, Controls.NONE, now).status()).isEqualTo(Status.OK);
  }

  @Test
  void a_missing_phone_parameter_says_how_to_put_it() {
    Finding finding = Rules.phone("cto", "/responder/phones/cto", Optional.empty(), "");

    assertThat(finding.status()).isEqualTo(Status.MISSING);
    assertThat(finding.remedy()).contains("put-parameter", "SecureString", "/responder/phones/cto");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0871234567", "+0871234567", "+353", "+353 87 123 4567", "1-866-243-8852"})
  void a_number_that_is_not_E164_is_missing_and_never_shown(String number) {
    Finding finding =
        Rules.phone("cto", "/responder/phones/cto", Optional.of("SecureString"), number);

    assertThat(finding.status()).isEqualTo(Status.MISSING);
    assertThat(finding.toText()).contains("E.164").doesNotContain(number + " ");
  }

  @Test
  void a_good_number_is_masked() {
    Finding finding =
        Rules.phone("cto", "/responder/phones/cto", Optional.of("SecureString"), "+353871234567");

    assertThat(finding.status()).isEqualTo(Status.OK);
    assertThat(finding.detail()).contains("+…567").doesNotContain("87123");
  }

  @Test
  void a_number_in_a_plain_parameter_is_not_kept_well() {
    assertThat(Rules.phone("cto", "/p", Optional.of("String"), "+353871234567").status())
        .isEqualTo(Status.MISSING);
  }

  @Test
  void a_runtime_without_MMDSv2_cannot_be_invoked() {
    assertThat(Rules.metadataService(COACH, Json.object("{}")).status()).isEqualTo(Status.MISSING);
    assertThat(
            Rules.metadataService(
                    COACH, Json.object("{\"metadataConfiguration\":{\"requireMMDSV2\":true}}"))
                .status())
        .isEqualTo(Status.OK);
  }

  @Test
  void code_in_the_toolkits_bucket_does_not_stay() {
    String version =
        """
        {"agentRuntimeArtifact":{"codeConfiguration":{"code":{"s3":{"bucket":"%s","prefix":"a"}}}}}
        """;

    Finding finding =
        Rules.code(
            COACH, Json.object(version.formatted("bedrock-agentcore-codebuild-sources")), "ours");

    assertThat(finding.status()).isEqualTo(Status.MISSING);
    assertThat(finding.remedy()).contains("./responder release import --agent coach_companion");
    assertThat(Rules.code(COACH, Json.object(version.formatted("ours")), "ours").status())
        .isEqualTo(Status.OK);
    assertThat(Rules.code(COACH, Json.object("{}"), "ours").status()).isEqualTo(Status.OK);
  }

  @Test
  void a_role_must_trust_AgentCore_for_this_account() {
    String policy =
        """
        {"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
          "Principal":{"Service":["lambda.amazonaws.com","bedrock-agentcore.amazonaws.com"]},
          "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}]}
        """;

    assertThat(Rules.trust(COACH, policy, "111122223333").status()).isEqualTo(Status.OK);
    assertThat(Rules.trust(COACH, policy, "444455556666").status()).isEqualTo(Status.MISSING);
    assertThat(Rules.trust(COACH, "{\"Statement\":{\"Effect\":\"Deny\"}}", "1").status())
        .isEqualTo(Status.MISSING);
  }

  @Test
  void logs_are_kept_as_long_as_the_plan_says() {
    assertThat(Rules.retention(COACH, Optional.of(90), 90).status()).isEqualTo(Status.OK);
    assertThat(Rules.retention(COACH, Optional.of(0), 90).detail()).contains("for ever");
    assertThat(Rules.retention(COACH, Optional.of(7), 90).remedy())
        .contains("--retention-in-days 90");
    assertThat(Rules.retention(COACH, Optional.empty(), 90).remedy()).contains("create-log-group");
  }

  @Test
  void a_new_accounts_concurrency_of_10_is_too_little() {
    assertThat(Rules.concurrency(10).status()).isEqualTo(Status.MISSING);
    assertThat(Rules.concurrency(1000).status()).isEqualTo(Status.OK);
  }

  @Test
  void a_stack_that_failed_is_missing() {
    assertThat(Rules.stack("s", Optional.of("UPDATE_COMPLETE"), "x").status()).isEqualTo(Status.OK);
    assertThat(Rules.stack("s", Optional.of("ROLLBACK_COMPLETE"), "x").status())
        .isEqualTo(Status.MISSING);
    assertThat(Rules.stack("s", Optional.empty(), "x").detail()).isEqualTo("it is not there");
  }

  @Test
  void a_fallback_topic_that_nobody_has_confirmed_reaches_nobody() {
    assertThat(Rules.topic("t", 0, 3, "arn:t").status()).isEqualTo(Status.MISSING);
    assertThat(Rules.topic("t", 2, 1, "arn:t").detail()).isEqualTo("2 confirmed, 1 not yet");
    assertThat(Rules.topic("t", 2, 1, "arn:t").remedy()).contains("--topic-arn arn:t");
    assertThat(Rules.topic("t", 3, 0, "arn:t").status()).isEqualTo(Status.OK);
  }

  @Test
  void a_topic_without_the_phones_of_those_on_call_wakes_nobody() {
    assertThat(Rules.phonesOfTopic("p", 2, 3).remedy()).isEqualTo("responder watch subscribe");
    assertThat(Rules.phonesOfTopic("p", 3, 3).status()).isEqualTo(Status.OK);
  }

  @Test
  void heartbeats_that_do_not_come_or_would_page_nobody_are_missing() {
    assertThat(Rules.heartbeats(List.of("there is no alarm a"), List.of(), "r").remedy())
        .contains("deploy --all");
    assertThat(
            Rules.heartbeats(List.of(), List.of("agentcore-responder-heartbeat-audit"), "r")
                .remedy())
        .contains("docs/runbooks/agentcore-responder-heartbeat-audit.md");
    assertThat(Rules.heartbeats(List.of(), List.of(), "r").status()).isEqualTo(Status.OK);
  }

  @Test
  void a_trail_that_does_not_log_is_no_trail() {
    assertThat(Rules.trail(1, 0).status()).isEqualTo(Status.MISSING);
    assertThat(Rules.trail(2, 1).status()).isEqualTo(Status.OK);
  }
}
