package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.json.JsonObject;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of the responder's own shape, made for one test. */
final class ATable {
  static final String REGION = "eu-west-1";

  private final String name = "contracts-" + UUID.randomUUID();

  ATable() {
    dynamo()
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        text("pk"),
                        text("sk"),
                        text("openPk"),
                        text("openSk"),
                        text("agentPk"),
                        text("openedAt"))
                    .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                    .globalSecondaryIndexes(
                        index("open", "openPk", "openSk"),
                        index("byAgent", "agentPk", "openedAt")));
    dynamo().waiter().waitUntilTableExists(describe -> describe.tableName(name));
  }

  String name() {
    return name;
  }

  static DynamoDbClient dynamo() {
    return LocalEndpoint.get().aws().dynamo();
  }

  /** Documents of a partition, region left out of its key. */
  List<JsonObject> documents(String partition, String prefix) {
    return new RecordsTable(dynamo(), name, REGION).list(REGION + "#" + partition, prefix, 1000);
  }

  void delete() {
    dynamo().deleteTable(delete -> delete.tableName(name));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(String name, String partition, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(partition, KeyType.HASH), key(sort, KeyType.RANGE))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }
}
