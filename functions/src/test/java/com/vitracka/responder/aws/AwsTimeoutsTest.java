package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A service that takes calls and never answers holds a function up for seconds only. */
@Timeout(30)
class AwsTimeoutsTest {
  @Test
  void a_control_plane_that_never_answers_is_given_up_in_time_for_the_other_probes() {
    try (ASilentService service = new ASilentService()) {
      long start = System.nanoTime();

      assertThatThrownBy(
              () ->
                  service
                      .aws()
                      .agentControl()
                      .getAgentRuntime(r -> r.agentRuntimeId("a-0123456789")))
          .isInstanceOf(SdkClientException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
      assertThat(service.calls()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void a_table_that_never_answers_is_given_up_too() {
    try (ASilentService service = new ASilentService()) {
      assertThatThrownBy(() -> service.aws().dynamo().describeTable(r -> r.tableName("t")))
          .isInstanceOf(ApiCallTimeoutException.class);
    }
  }
}
