package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.CanaryMemoryContract;
import org.junit.jupiter.api.AfterEach;

@Needs("dynamodb")
class DynamoCanaryMemoryEndpointTest extends CanaryMemoryContract {
  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected CanaryMemory emptyMemory() {
    return new DynamoCanaryMemory(ATable.dynamo(), table.name(), ATable.REGION);
  }
}
