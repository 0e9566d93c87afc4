package com.vitracka.responder.aws;

import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.FailingNotes;
import com.vitracka.responder.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The agents that began to fail last, in DynamoDB: one item, which in a storm everybody reads and
 * few write. A lost answer leaves our own note, which the next reading finds: no transaction is
 * needed.
 */
public final class DynamoFailingAgents implements FailingAgents {
  private static final String FAILING = "failing";

  /** Each that fails is one in which somebody else's note was written; few notes are wanted. */
  private static final int MOST_ATTEMPTS = 40;

  private final RecordsTable table;

  public DynamoFailingAgents(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public int note(String agent, Instant at, Duration within) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<JsonObject> before = table.find(table.partition("account"), FAILING);
      FailingNotes notes =
          before.map(DynamoFailingAgents::notes).orElse(new FailingNotes(Map.of()));
      if (notes.isNeedless(agent, at, within)) {
        return notes.count(at, within);
      }
      FailingNotes next = notes.with(agent, at);
      if (table.putSinglyAtRevision(item(next), RecordsTable.revision(before))) {
        return next.count(at, within);
      }
    }
    throw new IllegalStateException(
        "the list of failing agents kept changing while " + agent + " was to be noted");
  }

  private static FailingNotes notes(JsonObject item) {
    Map<String, Instant> since = new LinkedHashMap<>();
    item.findObject("since")
        .ifPresent(
            all -> all.values().forEach((name, at) -> since.put(name, Instant.parse("" + at))));
    return new FailingNotes(since);
  }

  private Map<String, Object> item(FailingNotes notes) {
    Map<String, Object> since = new LinkedHashMap<>();
    notes.since().forEach((name, at) -> since.put(name, at.toString()));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("since", since);
    return RecordsTable.item(table.partition("account"), FAILING, members);
  }
}
