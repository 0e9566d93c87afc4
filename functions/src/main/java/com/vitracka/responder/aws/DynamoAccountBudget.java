package com.vitracka.responder.aws;

import com.vitracka.responder.aws.RecordsTable.Change;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.BudgetNotes;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The account's budget of changes, in DynamoDB. */
public final class DynamoAccountBudget implements AccountBudget {
  private static final String BUDGET = "budget";
  private final RecordsTable table;

  public DynamoAccountBudget(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public boolean take(String key, Instant now, Instant since, int most) {
    return table.change(
        table.partition("account"),
        BUDGET,
        "the account's budget",
        before ->
            before
                .map(DynamoAccountBudget::notes)
                .orElse(new BudgetNotes(Map.of()))
                .with(key, now, since, most)
                .map(notes -> Change.to(members(notes), true))
                .orElse(Change.none(false)));
  }

  private static BudgetNotes notes(JsonObject item) {
    Map<String, Instant> taken = new LinkedHashMap<>();
    item.findObject("taken")
        .ifPresent(
            all -> all.values().forEach((key, at) -> taken.put(key, Instant.parse("" + at))));
    return new BudgetNotes(taken);
  }

  private static Map<String, Object> members(BudgetNotes notes) {
    Map<String, Object> taken = new LinkedHashMap<>();
    notes.taken().forEach((key, at) -> taken.put(key, at.toString()));
    return Map.of("taken", taken);
  }
}
