package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.IncidentStore;
import java.time.Duration;

/** The incident table, as this session reaches it. */
final class Store {
  private Store() {}

  static IncidentStore of(Session session) {
    return new DynamoIncidentStore(
        session.aws().dynamo(),
        session.outputs().incidentTable(),
        session.region(),
        Duration.ofDays(session.plan().retention().records()));
  }
}
