package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.infra.Limits.Measure;
import com.vitracka.responder.infra.rights.Judgement;
import com.vitracka.responder.infra.rights.StackRoles;
import com.vitracka.responder.plan.PlanException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;

/** A plan of many agents: AWS takes its stack, and each agent has the rights of a single one. */
class ManyAgentsTest {
  private static final ObjectNode LARGEST_PLAN = ManyAgents.planOfLongestNames(ManyAgents.MOST);
  private static final ResponderStack LARGEST = ManyAgents.stack(LARGEST_PLAN);

  @Test
  void the_largest_plan_with_the_longest_names_passes_no_limit_of_AWS() {
    assertThat(Limits.measure(LARGEST)).isNotEmpty().noneMatch(Measure::isPassed);
  }

  @Test
  void cdk_nag_finds_nothing_in_the_largest_plan() {
    Annotations found = Annotations.fromStack(LARGEST);

    assertThat(found.findError("*", Match.stringLikeRegexp("AwsSolutions-.*"))).isEmpty();
    assertThat(found.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*"))).isEmpty();
  }

  @Test
  void rights_that_go_on_in_a_managed_policy_are_all_that_is_called_and_nothing_else() {
    ObjectNode plan = ManyAgents.plan(12);
    Settings settings = ManyAgents.settings(plan);
    Template template = Template.fromStack(ManyAgents.stack(plan));

    Judgement judgement =
        Judgement.of(
            StackRoles.of(
                template.toJSON(), settings.plan(), settings.account(), settings.region()),
            "responder-look"::equals);

    assertThat(template.findResources("AWS::IAM::ManagedPolicy").keySet())
        .anyMatch(id -> id.startsWith("LookRights2"));
    assertThat(judgement.problems()).isEmpty();
  }

  @Test
  void each_agents_alarms_and_deployments_come_to_intake_by_one_rule_each() {
    String rules =
        RightsTable.map(Template.fromStack(LARGEST).findResources("AWS::Events::Rule")).toString();

    LARGEST_PLAN
        .path("agents")
        .properties()
        .forEach(
            agent ->
                assertThat(rules)
                    .containsOnlyOnce("prefix=responder-" + agent.getKey() + "-")
                    .containsOnlyOnce(agent.getValue().path("runtimeId").asText()));
  }

  @Test
  void a_plan_of_more_agents_is_refused() {
    assertThatThrownBy(() -> ManyAgents.settings(ManyAgents.plan(ManyAgents.MOST + 1)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("agents: holds too many")
        .hasMessageContaining("at most 50; more need a plan of their own");
  }

  @Test
  void a_plan_whose_rights_no_role_can_hold_is_refused_before_anything_is_deployed() {
    ObjectNode plan = LARGEST_PLAN.deepCopy();
    plan.path("agents")
        .properties()
        .forEach(
            agent ->
                ((ObjectNode) agent.getValue())
                    .put("runtimeId", agent.getKey() + "x".repeat(52) + "-0ZUOP04U5z"));

    assertThatThrownBy(() -> ManyAgents.stack(plan))
        .hasMessageContaining("responder-look")
        .hasMessageContaining("IAM attaches at most 10 to a role");
  }

  @Test
  void a_template_that_is_too_long_is_refused_before_anything_is_deployed() {
    CloudAssembly made = ((App) LARGEST.getNode().getRoot()).synth();

    assertThatThrownBy(() -> TemplateLimit.check(made, 200_000))
        .hasMessageContaining("the template of AgentCoreResponder has")
        .hasMessageContaining("take agents out");
  }

  @Test
  void the_canary_is_called_by_several_schedules_which_share_the_agents() {
    Map<String, Map<String, Object>> schedules =
        RightsTable.map(Template.fromStack(LARGEST).findResources("AWS::Scheduler::Schedule"))
            .values()
            .stream()
            .map(schedule -> RightsTable.map(RightsTable.map(schedule).get("Properties")))
            .collect(
                Collectors.toMap(
                    properties -> String.valueOf(properties.get("Name")),
                    properties -> RightsTable.map(properties.get("Target"))));

    assertThat(schedules)
        .containsOnlyKeys(
            "responder-reconcile", "responder-canary", "responder-canary-2", "responder-audit");
    assertThat(schedules.get("responder-canary"))
        .containsEntry("Input", "{\"do\":\"canary\",\"of\":2,\"part\":0}");
    assertThat(schedules.get("responder-canary-2"))
        .containsEntry("Input", "{\"do\":\"canary\",\"of\":2,\"part\":1}");
  }
}
