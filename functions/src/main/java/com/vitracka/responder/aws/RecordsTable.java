package com.vitracka.responder.aws;

import com.vitracka.responder.incident.Texts;
import com.vitracka.responder.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The one table: its keys, consistent reads, and conditional writes.
 *
 * <p>A conditional write whose answer decides something is a transaction, even of one item: its
 * token makes the SDK's own retry after a lost answer count as the same write, where a plain
 * conditional write would find its own work and report that somebody else had been faster. Where
 * either answer leads to the same, a single write costs half as much, and many at once on one item
 * wait their turn, where transactions would cancel one another (decision 24).
 */
final class RecordsTable {
  /** One second fraction's width for all, so that texts sort as times do. */
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** DynamoDB takes 1,024 bytes of a sort key. */
  private static final int MOST_SORT_KEY_BYTES = 900;

  private static final int MOST_ATTEMPTS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final DynamoDbClient dynamo;
  private final String table;
  private final String region;

  RecordsTable(DynamoDbClient dynamo, String table, String region) {
    this.dynamo = dynamo;
    this.table = table;
    this.region = region;
  }

  /** A partition key: every record names the region that may write it. */
  String partition(String... parts) {
    return region + "#" + String.join("#", parts);
  }

  static String sortable(Instant time) {
    return SORTABLE.format(time);
  }

  /** A sort key of texts that others may have made as long as they liked. */
  static String sortKey(String prefix, String text) {
    String key = prefix + "#" + text;
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_SORT_KEY_BYTES ? key : prefix + "#sha256:" + Texts.sha256(text);
  }

  /** Seconds since 1970, as DynamoDB's time to live wants them. */
  static long expiry(Instant from, Duration kept) {
    return from.plus(kept).getEpochSecond();
  }

  static Map<String, Object> item(String partition, String sort, Map<String, Object> members) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("pk", partition);
    item.put("sk", sort);
    item.putAll(members);
    return item;
  }

  Optional<JsonObject> find(String partition, String sort) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(get -> get.tableName(table).key(key(partition, sort)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(Attributes.document(item));
  }

  /** The first items whose sort key begins so. */
  List<JsonObject> list(String partition, String prefix, int most) {
    return query(byPrefix(partition, prefix).consistentRead(true), most);
  }

  /** The last items whose sort key begins so, last first. */
  List<JsonObject> listLast(String partition, String prefix, int most) {
    return query(byPrefix(partition, prefix).consistentRead(true).scanIndexForward(false), most);
  }

  /**
   * What a change of an item comes to.
   *
   * @param members from now on; empty when it stays as it is
   */
  record Change<T>(Optional<Map<String, Object>> members, T answer) {
    static <T> Change<T> to(Map<String, Object> members, T answer) {
      return new Change<>(Optional.of(members), answer);
    }

    static <T> Change<T> none(T answer) {
      return new Change<>(Optional.empty(), answer);
    }
  }

  /**
   * Reads an item, changes it and writes it if nobody else has in between; else all of that again.
   *
   * @param what the item is, for the failure when others keep changing it
   */
  <T> T change(
      String partition,
      String sort,
      String what,
      Function<Optional<JsonObject>, Change<T>> change) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<JsonObject> before = find(partition, sort);
      Change<T> after = change.apply(before);
      if (after.members().isEmpty()) {
        return after.answer();
      }
      Map<String, Object> item = item(partition, sort, after.members().get());
      if (!anyOf(write(putAtRevision(item, revision(before))))) {
        return after.answer();
      }
    }
    throw new IllegalStateException(what + " kept changing while it was to be written; try again");
  }

  /** Of an item as read; 0 of one that is not there. */
  static long revision(Optional<JsonObject> item) {
    return item.map(found -> found.number("revision")).orElse(0L);
  }

  /** Items of an index, which lags behind the table by moments. */
  List<JsonObject> listIndexed(
      String index, String keyName, String key, boolean newestFirst, int most) {
    return query(
        QueryRequest.builder()
            .tableName(table)
            .indexName(index)
            .keyConditionExpression("#key = :key")
            .expressionAttributeNames(Map.of("#key", keyName))
            .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(key)))
            .scanIndexForward(!newestFirst),
        most);
  }

  /** The same from a sort key on, oldest first. */
  List<JsonObject> listIndexedFrom(
      String index, String keyName, String key, String sortName, String from, int most) {
    return query(
        QueryRequest.builder()
            .tableName(table)
            .indexName(index)
            .keyConditionExpression("#key = :key AND #sort >= :from")
            .expressionAttributeNames(Map.of("#key", keyName, "#sort", sortName))
            .expressionAttributeValues(
                Map.of(":key", AttributeValue.fromS(key), ":from", AttributeValue.fromS(from))),
        most);
  }

  private QueryRequest.Builder byPrefix(String partition, String prefix) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
        .expressionAttributeValues(
            Map.of(
                ":pk", AttributeValue.fromS(partition), ":prefix", AttributeValue.fromS(prefix)));
  }

  private List<JsonObject> query(QueryRequest.Builder query, int most) {
    List<JsonObject> found = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      query.limit(most - found.size());
      if (!start.isEmpty()) {
        query.exclusiveStartKey(start);
      }
      QueryResponse page = dynamo.query(query.build());
      page.items().forEach(item -> found.add(Attributes.document(item)));
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty() && found.size() < most);
    return found;
  }

  void put(Map<String, Object> item) {
    dynamo.putItem(put -> put.tableName(table).item(Attributes.of(item)));
  }

  /**
   * Puts an item unless there is one, without a transaction.
   *
   * @return whether it was new; false also when an answer was lost and the item is our own
   */
  boolean putNew(Map<String, Object> item) {
    return singly(
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(table)
                        .item(Attributes.of(item))
                        .conditionExpression("attribute_not_exists(pk)")));
  }

  /**
   * Puts an item that still has this revision (0: that is not there), without a transaction.
   *
   * @return whether it had; false also when an answer was lost and the item is our own
   */
  boolean putSinglyAtRevision(Map<String, Object> item, long seen) {
    Map<String, Object> next = new LinkedHashMap<>(item);
    next.put("revision", seen + 1);
    return singly(
        () ->
            dynamo.putItem(
                put -> {
                  put.tableName(table).item(Attributes.of(next));
                  if (seen == 0) {
                    put.conditionExpression("attribute_not_exists(pk)");
                  } else {
                    put.conditionExpression("revision = :seen")
                        .expressionAttributeValues(Attributes.of(Map.of(":seen", seen)));
                  }
                }));
  }

  /**
   * Changes members of an item, without a transaction; a lost answer may add twice.
   *
   * @return whether the condition held
   */
  boolean update(
      String partition, String sort, String change, String condition, Map<String, Object> values) {
    return singly(
        () ->
            dynamo.updateItem(
                update ->
                    update
                        .tableName(table)
                        .key(key(partition, sort))
                        .updateExpression(change)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Attributes.of(values))));
  }

  /** A single write waits for others of its kind; only a transaction on its item refuses it. */
  private static boolean singly(Runnable write) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return true;
      } catch (ConditionalCheckFailedException e) {
        return false;
      } catch (TransactionConflictException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      pause(attempt);
    }
  }

  /** In a transaction too where another one may be writing the item, for its retries. */
  TransactWriteItem putAnyway(Map<String, Object> item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(Attributes.of(item)))
        .build();
  }

  TransactWriteItem putIf(
      Map<String, Object> item, String condition, Map<String, Object> conditionValues) {
    Put.Builder put =
        Put.builder().tableName(table).item(Attributes.of(item)).conditionExpression(condition);
    if (!conditionValues.isEmpty()) {
      put.expressionAttributeValues(Attributes.of(conditionValues));
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  /** A put that holds only while the item still has this revision; 0 for one that is not there. */
  TransactWriteItem putAtRevision(Map<String, Object> item, long seen) {
    Map<String, Object> next = new LinkedHashMap<>(item);
    next.put("revision", seen + 1);
    return seen == 0
        ? putIf(next, "attribute_not_exists(pk)", Map.of())
        : putIf(next, "revision = :seen", Map.of(":seen", seen));
  }

  /**
   * Writes all or nothing.
   *
   * @return whether the condition of each item failed, in their order; all false when it is written
   */
  boolean[] write(TransactWriteItem... items) {
    for (int attempt = 1; ; attempt++) {
      try {
        dynamo.transactWriteItems(write -> write.transactItems(items));
        return new boolean[items.length];
      } catch (TransactionCanceledException e) {
        List<CancellationReason> reasons = e.cancellationReasons();
        boolean[] failed = new boolean[items.length];
        for (int i = 0; i < items.length && i < reasons.size(); i++) {
          failed[i] = "ConditionalCheckFailed".equals(reasons.get(i).code());
        }
        if (anyOf(failed)) {
          return failed;
        }
        if (attempt == MOST_ATTEMPTS || reasons.stream().noneMatch(RecordsTable::mayPass)) {
          throw e;
        }
      } catch (TransactionInProgressException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      pause(attempt);
    }
  }

  static boolean anyOf(boolean[] failed) {
    for (boolean one : failed) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  /** Somebody else was writing the same items, or the table had no capacity: not a decision. */
  private static boolean mayPass(CancellationReason reason) {
    return Arrays.asList("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded")
        .contains(reason.code());
  }

  private static void pause(int attempt) {
    long longest =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the table", e);
    }
  }

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
  }
}
