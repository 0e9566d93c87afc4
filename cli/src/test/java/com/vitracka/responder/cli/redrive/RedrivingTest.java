package com.vitracka.responder.cli.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.redrive.Redriving.Letter;
import com.vitracka.responder.cli.redrive.Redriving.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class RedrivingTest {
  private static final String QUEUE = "responder-dead-letters-intake";

  private final Queue queue = new Queue();
  private final List<String> delivered = new ArrayList<>();
  private final List<Letter> said = new ArrayList<>();
  private String refused = "nothing";

  @Test
  void what_is_taken_is_deleted_and_what_is_not_is_back_in_the_queue() {
    queue.put("a", failedCall("first"));
    queue.put("b", failedCall("second"));
    queue.put("c", failedCall("third"));
    refused = "second";

    List<Letter> letters = redriving().redrive(QUEUE, false);

    assertThat(letters)
        .extracting(Letter::outcome)
        .containsExactly(Outcome.DELIVERED, Outcome.KEPT, Outcome.DELIVERED);
    assertThat(letters.get(1).answer()).contains("not yet");
    assertThat(queue.visible).containsOnlyKeys("b");
    assertThat(queue.hidden).isEmpty();
    assertThat(said).isEqualTo(letters);
  }

  @Test
  void a_dry_run_shows_each_call_and_leaves_all_where_it_is() {
    queue.put("a", failedCall("first"));

    List<Letter> letters = redriving().redrive(QUEUE, true);

    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.outcome()).isEqualTo(Outcome.WOULD_BE_DELIVERED);
              assertThat(letter.content().destination().call())
                  .contains("aws lambda invoke --function-name responder-intake:live", "first");
            });
    assertThat(delivered).isEmpty();
    assertThat(queue.visible).containsOnlyKeys("a");
  }

  @Test
  void what_nobody_can_read_is_kept_and_never_sent() {
    queue.put("a", "{\"whatever\":true}");

    assertThat(redriving().redrive(QUEUE, false))
        .extracting(Letter::outcome)
        .containsExactly(Outcome.KEPT);
    assertThat(delivered).isEmpty();
    assertThat(queue.visible).containsOnlyKeys("a");
  }

  @Test
  void a_letter_that_could_not_be_deleted_is_back_in_the_queue() {
    queue.put("a", failedCall("first"));
    queue.keeps = true;

    assertThatThrownBy(() -> redriving().redrive(QUEUE, false)).hasMessageContaining("throttled");
    assertThat(delivered).hasSize(1);
    assertThat(queue.visible).as("delivered again next time, which does no harm").hasSize(1);
  }

  @Test
  void a_queue_that_is_not_there_holds_nothing() {
    assertThat(redriving().redrive("responder-dead-letters-page", false)).isEmpty();
  }

  private Redriving redriving() {
    return new Redriving(
        queue,
        new Place("eu-west-1", "111122223333"),
        destination -> {
          if (destination.call().contains(refused)) {
            throw new IllegalStateException("not yet");
          }
          delivered.add(destination.call());
          return "{}";
        },
        said::add);
  }

  private static String failedCall(String payload) {
    return "{\"requestContext\":{\"condition\":\"RetriesExhausted\"},\"requestPayload\":\""
        + payload
        + "\"}";
  }

  /** A queue by receipt handles. */
  private static final class Queue implements SqsClient {
    private final Map<String, String> visible = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();
    private boolean keeps;

    void put(String handle, String body) {
      visible.put(handle, body);
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      if (!request.queueName().equals(QUEUE)) {
        throw QueueDoesNotExistException.builder().message("there is none").build();
      }
      return GetQueueUrlResponse.builder().queueUrl("http://queue").build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      assertThat(request.visibilityTimeout()).isGreaterThan(130);
      List<Message> messages =
          visible.entrySet().stream()
              .map(
                  letter ->
                      Message.builder()
                          .receiptHandle(letter.getKey())
                          .body(letter.getValue())
                          .build())
              .toList();
      hidden.putAll(visible);
      visible.clear();
      return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      if (keeps) {
        throw new IllegalStateException("throttled");
      }
      hidden.remove(request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(
        ChangeMessageVisibilityRequest request) {
      String body = hidden.remove(request.receiptHandle());
      if (body != null && request.visibilityTimeout() == 0) {
        visible.put(request.receiptHandle(), body);
      }
      return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
