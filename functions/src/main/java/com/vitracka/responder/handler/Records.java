package com.vitracka.responder.handler;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.aws.DynamoCanaryMemory;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;

/** The deployed table, through its ports. */
final class Records {
  private final Aws aws;
  private final Plan plan;
  private final String table;

  Records(Aws aws, Plan plan) {
    this.aws = aws;
    this.plan = plan;
    this.table = Environment.get("RESPONDER_TABLE");
  }

  IncidentStore incidents() {
    return new DynamoIncidentStore(
        aws.dynamo(), table, plan.region(), Duration.ofDays(plan.retention().records()));
  }

  AgentVersions versions() {
    return new DynamoAgentVersions(aws.dynamo(), table, plan.region());
  }

  CanaryMemory canary() {
    return new DynamoCanaryMemory(aws.dynamo(), table, plan.region());
  }
}
