package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.watch.Heartbeat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class WatchStackTest {
  @Test
  void it_stands_in_the_plans_standby_region_and_comes_after_the_responder() {
    WatchStack watch = Synthesised.CLOUD.watch();

    assertThat(watch.getRegion()).isEqualTo("eu-central-1");
    assertThat(watch.getDependencies()).containsExactly(Synthesised.CLOUD.stack());
  }

  @Test
  void it_holds_no_code_no_role_and_no_reference_to_another_stack() {
    String template = Synthesised.CLOUD.watchTemplate().toJSON().toString();

    assertThat(template)
        .doesNotContain("Fn::ImportValue", "AWS::Lambda", "AWS::IAM::Role", "AssetParameters")
        .doesNotContain("eu-west-1");
    assertThat(RightsTable.map(Synthesised.CLOUD.watchTemplate().toJSON().get("Parameters")))
        .as("a bootstrap version to be looked up")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_missing_heartbeat_breaches_from_the_first_minute_on(Heartbeat.Of of) {
    Synthesised.CLOUD
        .watchTemplate()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.of(
                "AlarmName",
                of.alarm(),
                "Namespace",
                "AgentCoreResponder/Heartbeat",
                "Period",
                60,
                "EvaluationPeriods",
                3,
                "ComparisonOperator",
                "LessThanThreshold",
                "TreatMissingData",
                "breaching",
                "AlarmActions",
                Match.anyValue()));
  }

  @Test
  void cloudwatch_may_publish_to_its_topic_which_has_a_customers_key() {
    assertThat(Synthesised.CLOUD.watchProperties("AWS::SNS::Topic").values())
        .singleElement()
        .satisfies(
            topic ->
                assertThat(RightsTable.text(topic.get("KmsMasterKeyId"))).isEqualTo("<TopicKey>"));
    assertThat(Synthesised.CLOUD.watchProperties("AWS::KMS::Key").toString())
        .contains("cloudwatch.amazonaws.com", "sns.amazonaws.com", "kms:GenerateDataKey")
        .doesNotContain("events.amazonaws.com");
    assertThat(Synthesised.CLOUD.watchProperties("AWS::SNS::TopicPolicy").toString())
        .contains("cloudwatch.amazonaws.com", "sns:Publish")
        .doesNotContain("events.amazonaws.com");
  }

  @Test
  void everybody_on_call_is_subscribed() {
    assertThat(
            Synthesised.CLOUD.watchProperties("AWS::SNS::Subscription").values().stream()
                .map(subscription -> subscription.get("Endpoint")))
        .containsExactlyInAnyOrder(
            "engineering@vitracka.com", "devops@vitracka.com", "cto@vitracka.com");
  }

  @Test
  void cdk_nag_finds_nothing() {
    Synthesised.CLOUD.watchTemplate();

    Annotations annotations = Annotations.fromStack(Synthesised.CLOUD.watch());
    assertThat(annotations.findError("*", Match.stringLikeRegexp("AwsSolutions-.*"))).isEmpty();
    assertThat(annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*"))).isEmpty();
  }
}
