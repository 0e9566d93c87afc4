package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.aws.DynamoControlStore;
import com.vitracka.responder.infra.Settings;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ReplicaTableProps;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.constructs.Construct;

/**
 * Incidents, their ledger, and the quarantine. A global table from the first day, with a replica in
 * the plan's standby region; encrypted with DynamoDB's own KMS key, which every region has.
 */
public final class IncidentTable extends Construct {
  private static final String OPEN = "open";
  private static final String BY_AGENT = "byAgent";

  private final TableV2 table;

  public IncidentTable(Construct scope, String id, Settings settings) {
    super(scope, id);
    PointInTimeRecoverySpecification pointInTime =
        PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build();
    table =
        TableV2.Builder.create(this, "Table")
            .partitionKey(text("pk"))
            .sortKey(text("sk"))
            .globalSecondaryIndexes(
                List.of(index(OPEN, "openPk", "openSk"), index(BY_AGENT, "agentPk", "openedAt")))
            .timeToLiveAttribute("expiresAt")
            .pointInTimeRecoverySpecification(pointInTime)
            .encryption(TableEncryptionV2.awsManagedKey())
            .billing(Billing.onDemand())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .replicas(
                settings.local().replicaRegions(settings.plan()).stream()
                    .map(
                        region ->
                            ReplicaTableProps.builder()
                                .region(region)
                                .pointInTimeRecoverySpecification(pointInTime)
                                .deletionProtection(true)
                                .build())
                    .toList())
            .build();
  }

  private static GlobalSecondaryIndexPropsV2 index(String name, String partition, String sort) {
    return GlobalSecondaryIndexPropsV2.builder()
        .indexName(name)
        .partitionKey(text(partition))
        .sortKey(text(sort))
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  public String name() {
    return table.getTableName();
  }

  /** Reads and puts items; no deletion, no scan, nothing that changes the table itself. */
  public Right use() {
    return Right.to(
            "ReadAndWriteIncidents", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query")
        .on(table.getTableArn());
  }

  /**
   * What people have set (brake, modes, holds) is for people alone: functions read it. {@code
   * ForAnyValue}, so that one such item among others refuses the whole batch; {@code ForAllValues}
   * would let it through, and would refuse requests without keys.
   */
  public Right leaveControls() {
    return Right.never(
            "LeaveControlsToPeople",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem")
        .on(table.getTableArn())
        .when("ForAnyValue:StringLike", "dynamodb:LeadingKeys", DynamoControlStore.PARTITIONS);
  }

  /** Finds incidents that it does not know the id of. */
  public Right search() {
    return Right.to("SearchIncidents", "dynamodb:Query")
        .on(table.getTableArn() + "/index/" + OPEN, table.getTableArn() + "/index/" + BY_AGENT);
  }

  /** Counts an incident's signals: one write that never waits for a reading before it. */
  public Right count() {
    return Right.to("CountSignals", "dynamodb:UpdateItem").on(table.getTableArn());
  }
}
