package com.vitracka.responder.aws;

import com.vitracka.responder.aws.RecordsTable.Change;
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
    return table.change(
        partition(agent),
        CANARY,
        "the canary's record of " + agent,
        before -> {
          int failuresBefore = before.map(item -> item.integer("failures")).orElse(0);
          if (before.filter(item -> !at.isAfter(item.instant("lastAt"))).isPresent()) {
            return Change.none(failuresBefore);
          }
          int failures = right ? 0 : failuresBefore + 1;
          return Change.to(members(before, failures, right, at), failures);
        });
  }

  private static Map<String, Object> members(
      Optional<JsonObject> before, int failures, boolean right, Instant at) {
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
    return members;
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
