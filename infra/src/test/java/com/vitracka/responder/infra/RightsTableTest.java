package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RightsTableTest {
  /** Actions that AWS gives no resources to, or whose resource cannot be known before. */
  private static final Set<String> WITHOUT_RESOURCES =
      Set.of(
          "bedrock-agentcore:ListAgentRuntimeVersions",
          "cloudwatch:DescribeAlarms",
          "cloudwatch:GetMetricData",
          "cloudwatch:PutMetricData",
          // What the CDK gives a state machine for its log and its traces.
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments");

  @Test
  void no_role_has_a_star_where_AWS_allows_a_narrower_resource() {
    List<String> tooWide = new ArrayList<>();
    for (Map<String, Object> statement : statements()) {
      for (Object action : RightsTable.list(statement.get("Action"))) {
        boolean star = RightsTable.list(statement.get("Resource")).contains("*");
        if (star && !WITHOUT_RESOURCES.contains(String.valueOf(action))) {
          tooWide.add(String.valueOf(action));
        }
        if (String.valueOf(action).contains("*")) {
          tooWide.add(String.valueOf(action));
        }
      }
    }

    assertThat(tooWide).isEmpty();
  }

  @Test
  void only_act_changes_an_agent_and_only_tell_reaches_people() {
    assertThat(rolesWith("bedrock-agentcore:UpdateAgentRuntime", "iam:PassRole"))
        .containsExactly("Act");
    assertThat(rolesWith("ses:SendEmail", "ssm:GetParameter")).containsExactly("Tell");
    assertThat(rolesWith("states:StartExecution")).containsExactly("Intake");
    assertThat(rolesWith("bedrock-agentcore:InvokeAgentRuntime")).containsExactly("Look");
  }

  @Test
  void act_may_read_the_code_that_an_agent_of_the_toolkit_runs() {
    assertThat(statement("KeepAgentsCode"))
        .containsEntry("Action", List.of("s3:GetObject", "s3:GetObjectVersion"))
        .containsEntry(
            "Resource",
            "arn:aws:s3:::bedrock-agentcore-codebuild-sources-111122223333-eu-west-1"
                + "/coach_companion/*");
  }

  @Test
  void conditions_narrow_what_has_no_resource_of_its_own() {
    assertThat(statement("WriteOwnMetrics").get("Condition"))
        .isEqualTo(Map.of("StringEquals", Map.of("cloudwatch:namespace", "AgentCoreResponder")));
    assertThat(statement("Beat").get("Condition"))
        .isEqualTo(
            Map.of(
                "StringEquals",
                Map.of(
                    "cloudwatch:namespace", "AgentCoreResponder/Heartbeat",
                    "aws:RequestedRegion", "eu-central-1")));
    assertThat(statement("FindReports").get("Condition"))
        .isEqualTo(Map.of("StringLike", Map.of("s3:prefix", "reports/*")));
    assertThat(statement("SendMail").get("Condition"))
        .isEqualTo(Map.of("StringEquals", Map.of("ses:FromAddress", "responder@vitracka.com")));
    assertThat(statement("KeepAgentsRoles").get("Condition"))
        .isEqualTo(
            Map.of(
                "StringEquals", Map.of("iam:PassedToService", "bedrock-agentcore.amazonaws.com")));
    assertThat(statement("SendSms"))
        .containsEntry("NotResource", "arn:aws:sns:*:*:*")
        .doesNotContainKey("Resource");
  }

  private static List<String> rolesWith(String... actions) {
    return policies()
        .filter(
            policy ->
                statementsOf(policy).stream()
                    .flatMap(statement -> RightsTable.list(statement.get("Action")).stream())
                    .anyMatch(List.of(actions)::contains))
        .map(policy -> RightsTable.text(RightsTable.list(policy.get("Roles")).getFirst()))
        .map(role -> role.substring(1, role.indexOf("Role")))
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, Object> statement(String purpose) {
    return statements().stream()
        .filter(statement -> purpose.equals(statement.get("Sid")))
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<String, Object>> statements() {
    return policies().flatMap(policy -> statementsOf(policy).stream()).toList();
  }

  private static Stream<Map<String, Object>> policies() {
    return RightsTable.POLICIES.stream()
        .flatMap(type -> Synthesised.CLOUD.properties(type).values().stream());
  }

  private static List<Map<String, Object>> statementsOf(Map<String, Object> policy) {
    return RightsTable.list(RightsTable.map(policy.get("PolicyDocument")).get("Statement")).stream()
        .map(RightsTable::map)
        .toList();
  }
}
