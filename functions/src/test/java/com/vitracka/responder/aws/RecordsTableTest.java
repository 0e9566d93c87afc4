package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class RecordsTableTest {
  /** Cancels as often as it was told reasons, then writes. */
  private static final class Cancelling implements DynamoDbClient {
    private final Queue<List<String>> reasons = new ArrayDeque<>();
    private int calls;

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      calls++;
      List<String> codes = reasons.poll();
      if (codes == null) {
        return TransactWriteItemsResponse.builder().build();
      }
      throw TransactionCanceledException.builder()
          .cancellationReasons(
              codes.stream().map(code -> CancellationReason.builder().code(code).build()).toList())
          .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private final Cancelling dynamo = new Cancelling();
  private final RecordsTable table = new RecordsTable(dynamo, "table", "eu-west-1");

  @Test
  void aWriteThatMetAnotherOneIsTriedAgain() {
    dynamo.reasons.add(List.of("None", "TransactionConflict"));
    dynamo.reasons.add(List.of("ThrottlingError", "None"));

    assertThat(table.write(put("a"), put("b"))).containsExactly(false, false);
    assertThat(dynamo.calls).isEqualTo(3);
  }

  @Test
  void aConditionThatFailedIsAnAnswerAndNotTriedAgain() {
    dynamo.reasons.add(List.of("TransactionConflict", "ConditionalCheckFailed"));

    assertThat(table.write(put("a"), put("b"))).containsExactly(false, true);
    assertThat(dynamo.calls).isEqualTo(1);
  }

  @Test
  void aWriteThatCanNeverSucceedIsAnErrorAtOnce() {
    dynamo.reasons.add(List.of("ValidationError"));

    assertThatThrownBy(() -> table.write(put("a")))
        .isInstanceOf(TransactionCanceledException.class);
    assertThat(dynamo.calls).isEqualTo(1);
  }

  @Test
  void aWriteThatMeetsOthersForEverIsAnErrorInTheEnd() {
    for (int i = 0; i < 20; i++) {
      dynamo.reasons.add(List.of("TransactionConflict"));
    }

    assertThatThrownBy(() -> table.write(put("a")))
        .isInstanceOf(TransactionCanceledException.class);
    assertThat(dynamo.calls).isEqualTo(10);
  }

  @Test
  void timesSortAsTextsWhateverTheirFractions() {
    List<Instant> times =
        List.of(
            Instant.parse("2026-11-24T03:00:00Z"),
            Instant.parse("2026-11-24T03:00:00.005Z"),
            Instant.parse("2026-11-24T03:00:00.25Z"),
            Instant.parse("2026-11-24T03:00:01Z"));

    assertThat(times.stream().map(RecordsTable::sortable).toList()).isSorted();
  }

  @Test
  void aDocumentIsTheSameAfterItWasAttributes() {
    Map<String, Object> document =
        Map.of(
            "text",
            "ü",
            "empty",
            "",
            "number",
            new BigDecimal("12"),
            "flag",
            true,
            "list",
            List.of("a", Map.of("b", new BigDecimal("0.5"))),
            "map",
            Map.of());

    assertThat(Attributes.document(Attributes.of(document)).values()).isEqualTo(document);
    JsonObject withNull = Attributes.document(Map.of("gone", Attributes.of((Object) null)));
    assertThat(withNull.has("gone")).isFalse();
  }

  @Test
  void whatIsNoDocumentIsRefused() {
    assertThatThrownBy(() -> Attributes.of(Map.of("at", Instant.EPOCH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.time.Instant");
  }

  private TransactWriteItem put(String name) {
    return table.putAnyway(RecordsTable.item(name, name, Map.of()));
  }
}
