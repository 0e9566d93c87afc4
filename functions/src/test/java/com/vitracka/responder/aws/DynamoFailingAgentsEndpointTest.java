package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.FailingAgentsContract;
import org.junit.jupiter.api.AfterEach;

@Needs("dynamodb")
class DynamoFailingAgentsEndpointTest extends FailingAgentsContract {
  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected FailingAgents emptyList() {
    return new DynamoFailingAgents(ATable.dynamo(), table.name(), ATable.REGION);
  }
}
