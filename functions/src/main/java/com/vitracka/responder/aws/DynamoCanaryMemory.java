package com.vitracka.responder.aws;

import com.vitracka.responder.aws.RecordsTable.Change;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.CanaryNotes;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
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
    return notes(table.find(partition(agent), CANARY)).failures();
  }

  @Override
  public Optional<Instant> findRightSince(String agent) {
    return notes(table.find(partition(agent), CANARY)).rightSince();
  }

  @Override
  public int record(String agent, boolean right, Instant at) {
    return table.change(
        partition(agent),
        CANARY,
        "the canary's record of " + agent,
        item -> {
          CanaryNotes before = notes(item);
          CanaryNotes after = before.answered(right, at);
          return after.equals(before)
              ? Change.none(after.failures())
              : Change.to(after.toDocument(), after.failures());
        });
  }

  private static CanaryNotes notes(Optional<JsonObject> item) {
    return item.map(CanaryNotes::parse).orElse(CanaryNotes.NONE);
  }

  private String partition(String agent) {
    return table.partition("agent", agent);
  }
}
