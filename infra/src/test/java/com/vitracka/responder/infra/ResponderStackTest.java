package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.plan.AgentAlarm;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.s3.Bucket;

/**
 * What the template says, above all where the local AWS does not heed it
 * (docs/reference/local-differences.md).
 */
class ResponderStackTest {

  @Test
  void cdk_nag_finds_nothing_that_has_no_reason() {
    assertThat(Synthesised.CLOUD.annotations().findError("*", nag())).isEmpty();
    assertThat(Synthesised.CLOUD.annotations().findWarning("*", nag())).isEmpty();
    assertThat(Synthesised.LOCAL.annotations().findError("*", nag())).isEmpty();
  }

  @Test
  void a_finding_without_a_reason_would_be_seen() {
    App app = ResponderApp.newApp(Map.of());
    Stack stack = new Stack(app, "Careless");
    new Bucket(stack, "Open");
    Aspects.of(app).add(new AwsSolutionsChecks());

    assertThat(Annotations.fromStack(stack).findError("*", nag())).isNotEmpty();
  }

  private static Object nag() {
    return Match.stringLikeRegexp("AwsSolutions-.*");
  }

  @Test
  void the_table_expires_items_recovers_to_any_second_and_cannot_be_deleted() {
    Synthesised.CLOUD
        .template()
        .hasResource(
            "AWS::DynamoDB::GlobalTable",
            Map.of(
                "DeletionPolicy",
                "Retain",
                "Properties",
                Map.of(
                    "TimeToLiveSpecification",
                        Map.of("AttributeName", "expiresAt", "Enabled", true),
                    "SSESpecification", Map.of("SSEEnabled", true, "SSEType", "KMS"),
                    "Replicas",
                        List.of(
                            Match.objectLike(
                                Map.of(
                                    "Region",
                                    "eu-central-1",
                                    "DeletionProtectionEnabled",
                                    true,
                                    "PointInTimeRecoverySpecification",
                                    Map.of("PointInTimeRecoveryEnabled", true))),
                            Match.objectLike(
                                Map.of(
                                    "Region",
                                    "eu-west-1",
                                    "DeletionProtectionEnabled",
                                    true,
                                    "PointInTimeRecoverySpecification",
                                    Map.of("PointInTimeRecoveryEnabled", true)))))));
  }

  @Test
  void a_replica_stands_in_the_plans_standby_region_except_locally() {
    assertThat(regionsOfTheTable(Synthesised.CLOUD))
        .containsExactlyInAnyOrder("eu-west-1", "eu-central-1");
    assertThat(regionsOfTheTable(Synthesised.LOCAL)).containsExactly("eu-west-1");
  }

  private static List<Object> regionsOfTheTable(Synthesised stack) {
    return stack.properties("AWS::DynamoDB::GlobalTable").values().stream()
        .flatMap(table -> RightsTable.list(table.get("Replicas")).stream())
        .map(replica -> RightsTable.map(replica).getOrDefault("Region", "?"))
        .toList();
  }

  @Test
  void buckets_are_private_versioned_encrypted_and_kept_as_long_as_the_plan_says() {
    List<Map<String, Object>> ours =
        Synthesised.CLOUD.properties("AWS::S3::Bucket").entrySet().stream()
            .filter(bucket -> !bucket.getKey().contains("AccessLogs"))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(ours)
        .hasSize(2)
        .allSatisfy(
            bucket -> {
              assertThat(bucket)
                  .containsEntry("VersioningConfiguration", Map.of("Status", "Enabled"))
                  .containsKey("LoggingConfiguration");
              assertThat(String.valueOf(bucket.get("PublicAccessBlockConfiguration")))
                  .doesNotContain("false");
              assertThat(String.valueOf(bucket.get("BucketEncryption"))).contains("aws:kms");
            });
    assertThat(ours.toString()).contains("ExpirationInDays=400");
    assertThat(Synthesised.CLOUD.properties("AWS::S3::BucketPolicy").values())
        .hasSize(3)
        .allSatisfy(policy -> assertThat(policy.toString()).contains("aws:SecureTransport"));
  }

  @Test
  void intake_knows_the_topic_whose_alarms_it_acts_on() {
    String topic =
        Synthesised.CLOUD.properties("AWS::SNS::Topic").entrySet().stream()
            .filter(one -> one.getValue().containsValue("responder-alarms"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();

    assertThat(Synthesised.CLOUD.properties("AWS::Lambda::Function").values())
        .filteredOn(function -> "responder-intake".equals(function.get("FunctionName")))
        .singleElement()
        .satisfies(
            function ->
                assertThat(RightsTable.map(function.get("Environment")).toString())
                    .contains("RESPONDER_ALARM_TOPIC_ARNS={Ref=" + topic + "}"));
  }

  @Test
  void both_machines_log_and_end_of_themselves() {
    assertThat(Synthesised.CLOUD.properties("AWS::StepFunctions::StateMachine").values())
        .hasSize(2)
        .allSatisfy(
            machine -> {
              assertThat(machine.get("StateMachineType")).isEqualTo("STANDARD");
              assertThat(RightsTable.map(machine.get("LoggingConfiguration")))
                  .containsEntry("Level", "ALL")
                  .containsEntry("IncludeExecutionData", false);
              assertThat(RightsTable.text(machine.get("DefinitionString")))
                  .contains("\"TimeoutSeconds\":");
            });
  }

  @Test
  void cloudwatch_may_publish_to_the_encrypted_topics() {
    String keys = Synthesised.CLOUD.properties("AWS::KMS::Key").toString();

    assertThat(keys)
        .contains("cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com")
        .contains("kms:GenerateDataKey");
    assertThat(Synthesised.CLOUD.properties("AWS::SNS::Topic").values())
        .hasSize(2)
        .allSatisfy(topic -> assertThat(topic).containsKey("KmsMasterKeyId"));
  }

  @ParameterizedTest
  @EnumSource
  void each_agent_has_each_alarm_with_its_runbook(AgentAlarm alarm) {
    Synthesised.CLOUD
        .template()
        .hasResourceProperties(
            "AWS::CloudWatch::Alarm",
            Map.of(
                "AlarmName",
                "responder-coach_companion-" + alarm.suffix(),
                "AlarmDescription",
                Match.stringLikeRegexp(".*docs/runbooks/" + alarm.suffix() + "\\.md"),
                "TreatMissingData",
                "notBreaching",
                "AlarmActions",
                Match.anyValue()));
  }

  @Test
  void the_errors_alarm_takes_the_largest_of_three_counts() {
    Map<String, Object> alarm =
        Synthesised.CLOUD.properties("AWS::CloudWatch::Alarm").values().stream()
            .filter(each -> "responder-coach_companion-errors".equals(each.get("AlarmName")))
            .findFirst()
            .orElseThrow();

    assertThat(String.valueOf(alarm.get("Metrics")))
        .contains("MAX(METRICS())", "SystemErrors", "UserErrors", "MetricName=Errors")
        .contains("Name=Resource", "coach_companion::DEFAULT", "InvokeAgentRuntime");
    assertThat(RightsTable.list(alarm.get("Metrics"))).hasSize(4);
  }

  @Test
  void no_alarm_of_the_responder_itself_comes_to_intake() {
    List<String> names =
        Synthesised.CLOUD.properties("AWS::CloudWatch::Alarm").values().stream()
            .map(alarm -> String.valueOf(alarm.get("AlarmName")))
            .filter(name -> !name.startsWith("responder-coach_companion-"))
            .toList();

    assertThat(names).isNotEmpty().allMatch(name -> name.startsWith("agentcore-responder-"));
    assertThat(Synthesised.CLOUD.properties("AWS::Events::Rule").toString())
        .contains("prefix=responder-coach_companion-");
  }

  @ParameterizedTest
  @EnumSource
  void each_function_runs_java_25_on_arm_with_a_log_a_queue_and_an_alias(Part part) {
    Map<String, Object> function =
        Synthesised.CLOUD.properties("AWS::Lambda::Function").values().stream()
            .filter(each -> part.functionName().equals(each.get("FunctionName")))
            .findFirst()
            .orElseThrow();

    assertThat(function)
        .containsEntry("Runtime", "java25")
        .containsEntry("Architectures", List.of("arm64"))
        .doesNotContainKey("ReservedConcurrentExecutions");
    assertThat(String.valueOf(function.get("LoggingConfig"))).contains("LogFormat=JSON");
    Synthesised.CLOUD
        .template()
        .hasResourceProperties(
            "AWS::Logs::LogGroup",
            Map.of("LogGroupName", "/aws/lambda/" + part.functionName(), "RetentionInDays", 90));
    Synthesised.CLOUD
        .template()
        .hasResourceProperties(
            "AWS::SQS::Queue",
            Map.of(
                "QueueName", part.functionName().replace("responder-", "responder-dead-letters-")));
    Synthesised.CLOUD.template().resourceCountIs("AWS::Lambda::Alias", Part.values().length);
  }

  @Test
  void subscription_and_rules_keep_what_they_cannot_deliver() {
    List<String> without = new ArrayList<>();
    Synthesised.CLOUD
        .properties("AWS::Events::Rule")
        .forEach(
            (id, rule) ->
                RightsTable.list(rule.get("Targets")).stream()
                    .filter(target -> !RightsTable.map(target).containsKey("DeadLetterConfig"))
                    .forEach(target -> without.add(id)));
    Synthesised.CLOUD.properties("AWS::SNS::Subscription").entrySet().stream()
        .filter(subscription -> "lambda".equals(subscription.getValue().get("Protocol")))
        .filter(subscription -> !subscription.getValue().containsKey("RedrivePolicy"))
        .forEach(subscription -> without.add(subscription.getKey()));

    assertThat(without).isEmpty();
    assertThat(Synthesised.CLOUD.properties("AWS::Scheduler::Schedule").values())
        .hasSize(3)
        .allSatisfy(
            schedule -> assertThat(schedule.get("ScheduleExpression")).isEqualTo("rate(1 minute)"));
  }

  @Test
  void a_schedule_may_write_its_dead_letters_with_its_own_role() {
    Map<String, Map<String, Object>> roles = Synthesised.CLOUD.properties("AWS::IAM::Role");

    assertThat(Synthesised.CLOUD.properties("AWS::Scheduler::Schedule").values())
        .hasSize(3)
        .allSatisfy(
            schedule -> {
              Map<String, Object> target = RightsTable.map(schedule.get("Target"));
              Object queue = RightsTable.map(target.get("DeadLetterConfig")).get("Arn");
              Object role =
                  RightsTable.list(RightsTable.map(target.get("RoleArn")).get("Fn::GetAtt"))
                      .getFirst();
              assertThat(
                      RightsTable.list(
                              roles.getOrDefault(String.valueOf(role), Map.of()).get("Policies"))
                          .stream()
                          .map(policy -> RightsTable.map(policy).get("PolicyDocument"))
                          .flatMap(
                              document ->
                                  RightsTable.list(RightsTable.map(document).get("Statement"))
                                      .stream())
                          .map(RightsTable::map))
                  .anySatisfy(
                      statement ->
                          assertThat(statement)
                              .containsEntry("Action", "sqs:SendMessage")
                              .containsEntry("Resource", queue));
            });
  }

  @ParameterizedTest
  @CsvSource({"reconcile, Intake", "canary, Look", "audit, Tell"})
  void a_schedule_that_stops_calling_is_told_without_any_code_of_ours(
      String what, String function) {
    Map<String, Object> alarm =
        Synthesised.CLOUD.properties("AWS::CloudWatch::Alarm").values().stream()
            .filter(
                each -> ("agentcore-responder-missing-runs-" + what).equals(each.get("AlarmName")))
            .findFirst()
            .orElseThrow();

    assertThat(alarm)
        .containsEntry("Namespace", "AWS/Lambda")
        .containsEntry("MetricName", "Invocations")
        .containsEntry("ComparisonOperator", "LessThanThreshold")
        .containsEntry("Period", 60)
        .containsEntry("EvaluationPeriods", 3)
        .as("no data at first is no change, and no data again is told")
        .containsEntry("TreatMissingData", "missing");
    assertThat(String.valueOf(alarm.get("Dimensions"))).contains(function + "Function");
    assertThat(RightsTable.text(RightsTable.list(alarm.get("InsufficientDataActions")).getFirst()))
        .isEqualTo("<FallbackTopic>");
  }

  @ParameterizedTest
  @EnumSource
  void a_function_that_goes_on_failing_is_told_though_its_role_may_be_empty(Part part) {
    Map<String, Object> alarm =
        alarm("agentcore-responder-failing-" + part.functionName().substring(10));

    assertThat(alarm)
        .containsEntry("Namespace", "AWS/Lambda")
        .containsEntry("MetricName", "Errors")
        .containsEntry("DatapointsToAlarm", 3)
        .containsEntry("EvaluationPeriods", 5);
  }

  @Test
  void users_calls_that_go_on_failing_are_told_without_any_code_of_ours() {
    Map<String, Object> alarm = alarm("agentcore-responder-unattended-coach_companion");

    assertThat(String.valueOf(alarm.get("Metrics")))
        .contains("AWS/Bedrock-AgentCore", "MAX(METRICS())")
        .doesNotContain("Namespace=AgentCoreResponder");
    assertThat(RightsTable.text(RightsTable.list(alarm.get("AlarmActions")).getFirst()))
        .isEqualTo("<FallbackTopic>");
  }

  private static Map<String, Object> alarm(String name) {
    return Synthesised.CLOUD.properties("AWS::CloudWatch::Alarm").values().stream()
        .filter(each -> name.equals(each.get("AlarmName")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void people_on_call_are_told_without_any_code_of_ours() {
    assertThat(
            Synthesised.CLOUD.properties("AWS::SNS::Subscription").values().stream()
                .filter(subscription -> "email".equals(subscription.get("Protocol")))
                .map(subscription -> subscription.get("Endpoint")))
        .containsExactlyInAnyOrder(
            "engineering@vitracka.com", "devops@vitracka.com", "cto@vitracka.com");
    assertThat(Synthesised.CLOUD.properties("AWS::Events::Rule").toString())
        .contains("Step Functions Execution Status Change", "FAILED", "TIMED_OUT", "ABORTED");
  }

  @Test
  void the_outputs_are_those_that_the_command_line_reads() {
    assertThat(RightsTable.map(Synthesised.CLOUD.template().toJSON().get("Outputs")).keySet())
        .containsExactlyInAnyOrder(
            "AlarmTopicArn",
            "IntakeFunctionName",
            "RecoveryMachineArn",
            "InformMachineArn",
            "IncidentTableName",
            "RecordsBucketName",
            "ReleasesBucketName");
  }

  @Test
  void the_local_stack_has_the_same_resources_and_the_recipients() {
    assertThat(types(Synthesised.LOCAL)).isEqualTo(types(Synthesised.CLOUD));
    assertThat(Synthesised.CLOUD.properties("AWS::SES::EmailIdentity")).hasSize(1);
    assertThat(Synthesised.LOCAL.properties("AWS::SES::EmailIdentity")).hasSize(4);
  }

  private static Map<String, Long> types(Synthesised stack) {
    return stack.resources().values().stream()
        .map(resource -> String.valueOf(resource.get("Type")))
        .filter(type -> !type.equals("AWS::SES::EmailIdentity"))
        .collect(
            java.util.stream.Collectors.groupingBy(
                type -> type, java.util.stream.Collectors.counting()));
  }
}
