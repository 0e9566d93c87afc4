package com.vitracka.responder.aws;

import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The canary's memory in DynamoDB. */
public final class DynamoCanaryMemory implements CanaryMemory {
  private static final String CANARY = "canary";
  private static final int MOST_ATTEMPTS = 10;

  private final RecordsTable table;

  public DynamoCanaryMemory(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public int failures(String agent) {
    return table.find(partition(agent), CANARY).map(item -> item.integer("failures")).orElse(0);
  }

  @Override
  public Optional<Instant> findRightSince(String agent) {
    return table.find(partition(agent), CANARY).flatMap(item -> item.findInstant("rightSince"));
  }

  @Override
  public int record(String agent, boolean right, Instant at) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<JsonObject> before = table.find(partition(agent), CANARY);
      int failuresBefore = before.map(item -> item.integer("failures")).orElse(0);
      if (before.filter(item -> !at.isAfter(item.instant("lastAt"))).isPresent()) {
        return failuresBefore;
      }
      int failures = right ? 0 : failuresBefore + 1;
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("failures", failures);
      members.put("lastAt", at.toString());
      if (right) {
        members.put("lastRight", at.toString());
        members.put("rightSince", since(before, at).toString());
      } else {
        before
            .flatMap(item -> item.findText("lastRight"))
            .ifPresent(last -> members.put("lastRight", last));
      }
      boolean[] failed =
          table.write(
              table.putAtRevision(
                  RecordsTable.item(partition(agent), CANARY, members),
                  before.map(item -> item.number("revision")).orElse(0L)));
      if (!failed[0]) {
        return failures;
      }
    }
    throw new IllegalStateException(
        "the canary's record of " + agent + " kept changing while it was written");
  }

  private static Instant since(Optional<JsonObject> before, Instant at) {
    return before
        .filter(item -> !at.isAfter(item.instant("lastAt").plus(MOST_SILENCE)))
        .flatMap(item -> item.findInstant("rightSince"))
        .orElse(at);
  }

  private String partition(String agent) {
    return table.partition("agent", agent);
  }
}
