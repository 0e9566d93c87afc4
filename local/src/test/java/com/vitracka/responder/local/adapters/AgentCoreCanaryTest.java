package com.vitracka.responder.local.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.local.agentcore.World;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Canary;
import com.vitracka.responder.plan.Expectation;
import com.vitracka.responder.plan.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCoreCanaryTest {
  private Coach coach;
  private AgentCoreCanary canary;

  @BeforeEach
  void start(@TempDir Path state) throws IOException {
    coach = new Coach(state);
    coach.world.publish("v1.zip", World.exampleAgent());
    coach.created(Coach.running(World.BUCKET, "v1.zip"));
    canary = new AgentCoreCanary(coach.aws.agentData(), Coach.REGION, Coach.ACCOUNT);
  }

  @AfterEach
  void stop() {
    coach.close();
  }

  private void noSessionIsLeft() {
    await().atMost(Duration.ofSeconds(5)).until(() -> coach.sessions() == 0);
  }

  private Agent agentThatIs(Canary canary, Duration latency) {
    Agent agent = coach.agent();
    Thresholds planned = agent.thresholds();
    return coach.agent(
        agent.runtimeId(),
        agent.endpoint(),
        canary,
        new Thresholds(latency, planned.errors(), planned.throttles()));
  }

  @Test
  void a_right_answer_is_right_and_its_session_is_stopped() {
    CanaryResult result = canary.invoke(coach.agent());

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.RIGHT);
    assertThat(coach.sessions()).isZero();
  }

  @Test
  void an_answer_after_the_threshold_is_slow() {
    coach.fault("slow", Map.of("latencyMs", 1500));

    CanaryResult result = canary.invoke(agentThatIs(coach.agent().canary(), Duration.ofSeconds(1)));

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.SLOW);
    assertThat(result.latency()).isGreaterThan(Duration.ofMillis(1500));
    assertThat(coach.sessions()).isZero();
  }

  @Test
  void an_answer_that_lacks_what_the_plan_expects_is_wrong_and_is_not_repeated() {
    Canary planned = coach.agent().canary();

    CanaryResult result =
        canary.invoke(
            agentThatIs(
                new Canary(planned.payload(), Expectation.parse("\"score\""), planned.timeout()),
                Duration.ofSeconds(30)));

    assertThat(result.answer()).isEqualTo(Answer.WRONG);
    assertThat(result.detail()).doesNotContain("Health check");
    assertThat(coach.sessions()).isZero();
  }

  @Test
  void an_agent_whose_process_dies_has_crashed() {
    coach.fault("crash", Map.of());

    CanaryResult result = canary.invoke(coach.agent());

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.CRASHED);
    noSessionIsLeft();
  }

  @Test
  void an_agent_whose_model_is_out_answers_with_an_error_of_its_own() {
    coach.fault("model-down", Map.of());

    CanaryResult result = canary.invoke(coach.agent());

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.AGENT_ERROR);
    noSessionIsLeft();
  }

  @Test
  void no_answer_in_time_is_timed_out_and_its_session_is_stopped_too() {
    coach.fault("slow", Map.of("latencyMs", 60_000));
    Canary planned = coach.agent().canary();

    CanaryResult result =
        canary.invoke(
            agentThatIs(
                new Canary(planned.payload(), planned.expect(), Duration.ofSeconds(2)),
                Duration.ofSeconds(30)));

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.TIMED_OUT);
    assertThat(result.latency()).isLessThan(Duration.ofSeconds(10));
    noSessionIsLeft();
  }

  @Test
  void a_runtime_that_is_not_there_is_missing() {
    Agent agent = coach.agent();

    CanaryResult result =
        canary.invoke(
            coach.agent(
                "coach_companion-0000000000",
                agent.endpoint(),
                agent.canary(),
                agent.thresholds()));

    assertThat(result.answer()).isEqualTo(Answer.MISSING);
    assertThat(result.detail()).contains("the agent or endpoint is not there");
  }

  @Test
  void an_endpoint_that_is_not_there_is_missing() {
    assertThat(canary.invoke(coach.agent(Coach.PROD)).answer()).isEqualTo(Answer.MISSING);
  }

  @Test
  void an_agent_that_takes_another_authorization_refuses_us() {
    ObjectNode configuration = Coach.running(World.BUCKET, "v1.zip");
    configuration.putObject("authorizerConfiguration").putObject("customJWTAuthorizer");
    coach.updated(configuration);

    CanaryResult result = canary.invoke(coach.agent());

    assertThat(result.answer()).as(result.detail()).isEqualTo(Answer.REFUSED);
    assertThat(result.detail()).contains("AccessDeniedException");
  }

  @Test
  void a_runtime_without_mmds_v2_is_rejected_for_everybody() {
    ObjectNode configuration = Coach.running(World.BUCKET, "v1.zip");
    configuration.remove("metadataConfiguration");
    coach.updated(configuration);

    assertThat(canary.invoke(coach.agent()).answer()).isEqualTo(Answer.REJECTED);
  }

  @Test
  void too_many_sessions_is_throttled() {
    coach.world.admin("POST", "timings", Coach.json("{\"maxSessions\": \"0\"}"));

    CanaryResult result = canary.invoke(coach.agent());

    assertThat(result.answer()).isEqualTo(Answer.THROTTLED);
    assertThat(result.detail()).contains("too many sessions are open");
  }
}
