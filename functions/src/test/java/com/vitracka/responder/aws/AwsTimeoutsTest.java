package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Receipt;
import java.time.Duration;
import java.util.Map;
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

  @Test
  void a_table_that_throttles_a_dozen_calls_is_read_within_seconds() {
    try (ASilentService service = new ASilentService()) {
      for (int i = 0; i < 12; i++) {
        service.then(400, "ProvisionedThroughputExceededException", "{}");
      }
      service.then(200, "", "{\"Item\":{}}");
      long start = System.nanoTime();

      service.aws().dynamo().getItem(r -> r.tableName("t").key(Map.of()));

      assertThat(service.calls()).hasSize(13);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void an_sms_that_is_throttled_is_given_up_before_the_mails_stop_waiting_for_it() {
    try (ASilentService service = new ASilentService()) {
      SnsTexter texter = new SnsTexter(service.aws().sns());
      for (int i = 0; i < 6; i++) {
        service.then(
            429, "", "<ErrorResponse><Error><Code>Throttled</Code></Error></ErrorResponse>");
      }
      PhoneNumber number = PhoneNumber.parse("+447700900123").orElseThrow();
      texter.send(number, "the first call builds the client");
      long start = System.nanoTime();

      Receipt receipt = texter.send(number, "text");

      assertThat(receipt).isInstanceOf(Receipt.Refused.class);
      assertThat(service.calls()).hasSize(6);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
