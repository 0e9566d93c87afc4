package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.ControlStoreContract;
import org.junit.jupiter.api.AfterEach;

@Needs("dynamodb")
class DynamoControlStoreEndpointTest extends ControlStoreContract {
  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected ControlStore emptyStore() {
    return new DynamoControlStore(ATable.dynamo(), table.name(), ATable.REGION);
  }
}
