package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.AccountBudgetContract;
import org.junit.jupiter.api.AfterEach;

@Needs("dynamodb")
class DynamoAccountBudgetEndpointTest extends AccountBudgetContract {
  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected AccountBudget unusedBudget() {
    return new DynamoAccountBudget(ATable.dynamo(), table.name(), ATable.REGION);
  }
}
