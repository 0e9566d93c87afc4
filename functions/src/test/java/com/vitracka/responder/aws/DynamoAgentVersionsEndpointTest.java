package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.AgentVersionsContract;
import org.junit.jupiter.api.AfterEach;

@Needs("dynamodb")
class DynamoAgentVersionsEndpointTest extends AgentVersionsContract {
  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected AgentVersions noVersions() {
    return new DynamoAgentVersions(ATable.dynamo(), table.name(), ATable.REGION);
  }
}
