package com.vitracka.responder.aws;

import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.BudgetNotes;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The account's budget of changes, in DynamoDB. */
public final class DynamoAccountBudget implements AccountBudget {
  private static final String BUDGET = "budget";
  private static final int MOST_ATTEMPTS = 10;
  private final RecordsTable table;

  public DynamoAccountBudget(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public boolean take(String key, Instant now, Instant since, int most) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<JsonObject> before = table.find(table.partition("account"), BUDGET);
      Optional<BudgetNotes> next =
          before
              .map(DynamoAccountBudget::notes)
              .orElse(new BudgetNotes(Map.of()))
              .with(key, now, since, most);
      if (next.isEmpty()) {
        return false;
      }
      long revision = before.map(item -> item.number("revision")).orElse(0L);
      if (!RecordsTable.anyOf(table.write(table.putAtRevision(item(next.get()), revision)))) {
        return true;
      }
    }
    throw new IllegalStateException(
        "the account's budget kept changing while '" + key + "' was to be taken out of it");
  }

  private static BudgetNotes notes(JsonObject item) {
    Map<String, Instant> taken = new LinkedHashMap<>();
    item.findObject("taken")
        .ifPresent(
            all -> all.values().forEach((key, at) -> taken.put(key, Instant.parse("" + at))));
    return new BudgetNotes(taken);
  }

  private Map<String, Object> item(BudgetNotes notes) {
    Map<String, Object> taken = new LinkedHashMap<>();
    notes.taken().forEach((key, at) -> taken.put(key, at.toString()));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("taken", taken);
    return RecordsTable.item(table.partition("account"), BUDGET, members);
  }
}
