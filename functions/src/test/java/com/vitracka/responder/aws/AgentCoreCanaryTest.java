package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Canary;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of the service's answers is taken for. */
@Timeout(60)
class AgentCoreCanaryTest {
  private static final String RIGHT = "{\"result\": \"I am well\"}";

  private final Agent agent = TestPlans.plan().getAgent("coach-companion");
  private final ASilentService service = new ASilentService();
  private final AgentCoreCanary canary =
      new AgentCoreCanary(service.aws().agentData(), "eu-west-1", "111122223333");

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException     , This runtime is not MMDSv2-enabled              , REJECTED",
    "400, ValidationException     , Role validation failed for the execution role   , REJECTED",
    "400, ValidationException     , Authorization method mismatch                   , REFUSED",
    "403, AccessDeniedException   , User is not authorized to perform this          , REFUSED",
    "402, ServiceQuotaExceededException, maxVms limit exceeded                      , THROTTLED",
    "404, ResourceNotFoundException, No endpoint or agent found                     , MISSING",
    "424, RuntimeClientError      , An error occurred when starting the runtime.    , CRASHED",
    "424, RuntimeClientError      , Received error (403) from runtime.              , REFUSED",
    "424, RuntimeClientError      , Received error (500) from runtime.              , AGENT_ERROR",
    "500, InternalServerException , It broke                                        , UNREACHABLE",
  })
  void an_error_is_taken_for_what_it_means(int status, String error, String text, Answer answer) {
    service.then(status, error, error(text)).then(200, "", "{}");

    CanaryResult result = canary.invoke(agent);

    assertThat(result.answer()).isEqualTo(answer);
    assertThat(result.detail()).contains("HTTP " + status).doesNotContain(text);
  }

  @Test
  void what_is_understood_of_an_error_is_told_in_our_words() {
    service
        .then(402, "ServiceQuotaExceededException", error("maxVms limit exceeded"))
        .then(200, "", "{}")
        .then(424, "RuntimeClientError", error("Received error (503) from runtime: SECRET"))
        .then(200, "", "{}");

    assertThat(canary.invoke(agent).detail()).contains("too many sessions are open");
    assertThat(canary.invoke(agent).detail())
        .isEqualTo("RuntimeClientErrorException (HTTP 424; the runtime answered 503)");
  }

  @Test
  void of_an_answer_without_end_the_beginning_is_judged() {
    service.thenWithoutEnd(RIGHT, Duration.ZERO).then(200, "", "{}");

    assertThat(canary.invoke(agent).answer()).isEqualTo(Answer.RIGHT);
  }

  @Test
  void an_answer_that_drips_counts_as_none() {
    service.thenWithoutEnd("{", Duration.ofMillis(50)).then(200, "", "{}");
    Instant begin = Instant.now();

    CanaryResult result = canary.invoke(withTimeout(Duration.ofSeconds(2)));

    assertThat(result.answer()).isEqualTo(Answer.TIMED_OUT);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  private Agent withTimeout(Duration timeout) {
    return new Agent(
        agent.name(),
        agent.displayName(),
        agent.aliases(),
        agent.folder(),
        agent.runtimeId(),
        agent.endpoint(),
        agent.executionRole(),
        agent.impact(),
        new Canary(agent.canary().payload(), agent.canary().expect(), timeout),
        agent.thresholds(),
        agent.modes());
  }

  @Test
  void a_right_answer_is_right_and_its_session_is_stopped() {
    service.then(200, "", RIGHT).then(200, "", "{}");

    assertThat(canary.invoke(agent).answer()).isEqualTo(Answer.RIGHT);
    assertThat(service.calls()).hasSize(2);
    assertThat(service.calls().getLast()).contains("stopruntimesession");
  }

  @Test
  void a_conflict_that_asks_for_it_is_tried_once_more() {
    String retry = error("Session operation in progress, please retry");
    service
        .then(409, "RetryableConflictException", retry)
        .then(200, "", "{}")
        .then(200, "", RIGHT)
        .then(200, "", "{}");

    assertThat(canary.invoke(agent).answer()).isEqualTo(Answer.RIGHT);
  }

  @Test
  void a_conflict_that_stays_is_not_tried_for_ever() {
    String retry = error("Session operation in progress, please retry");
    for (int i = 0; i < 4; i++) {
      service.then(409, "RetryableConflictException", retry);
    }

    assertThat(canary.invoke(agent).answer()).isEqualTo(Answer.UNREACHABLE);
    assertThat(service.calls()).filteredOn(path -> path.endsWith("/invocations")).hasSize(2);
  }

  @Test
  void a_session_that_cannot_be_stopped_takes_nothing_from_the_answer() {
    service.then(200, "", RIGHT);

    assertThat(canary.invoke(agent).answer()).isEqualTo(Answer.RIGHT);
  }

  private static String error(String text) {
    return "{\"message\": \"" + text + "\"}";
  }
}
