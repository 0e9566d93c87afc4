package com.vitracka.responder.handler;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.DynamoAccountBudget;
import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.aws.DynamoCanaryMemory;
import com.vitracka.responder.aws.DynamoControlStore;
import com.vitracka.responder.aws.DynamoFailingAgents;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.FailingAgents;
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

  ControlStore controls() {
    return new DynamoControlStore(aws.dynamo(), table, plan.region());
  }

  AccountBudget budget() {
    return new DynamoAccountBudget(aws.dynamo(), table, plan.region());
  }

  FailingAgents failing() {
    return new DynamoFailingAgents(aws.dynamo(), table, plan.region());
  }
}
