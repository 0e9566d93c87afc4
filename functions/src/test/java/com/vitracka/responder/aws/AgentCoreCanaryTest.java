package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.TestPlans;
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
    assertThat(result.detail()).contains(text);
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
