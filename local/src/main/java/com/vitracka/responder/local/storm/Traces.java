package com.vitracka.responder.local.storm;

import com.vitracka.responder.incident.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What a storm left in the table.
 *
 * @param incidents their subjects' keys, one for each incident
 * @param inIncidents signals that are kept with an incident
 * @param besideThem signals that are kept with their subject, because an incident is full
 * @param received when each signal was received, by its key
 * @param canaries when the canary looked at an agent last, by its name
 */
record Traces(
    List<String> incidents,
    int inIncidents,
    int besideThem,
    Map<String, Instant> received,
    Map<String, Instant> canaries) {
  private static final int BATCH = 25;

  static Traces read(DynamoDbClient dynamo, String table) {
    List<String> incidents = new ArrayList<>();
    Map<String, Instant> received = new HashMap<>();
    Map<String, Instant> canaries = new HashMap<>();
    int inIncidents = 0;
    int besideThem = 0;
    for (Map<String, AttributeValue> item :
        dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items()) {
      String partition = text(item, "pk");
      String sort = text(item, "sk");
      if (sort.equals("incident")) {
        incidents.add(text(item, "agentPk"));
      } else if (sort.startsWith("signal#")) {
        if (partition.contains("#incident#")) {
          inIncidents++;
        } else {
          besideThem++;
        }
        received.merge(
            text(item, "path") + "/" + text(item, "name") + "/" + text(item, "at"),
            Instant.parse(text(item, "receivedAt")),
            (one, other) -> one.isBefore(other) ? one : other);
      } else if (sort.equals("canary")) {
        canaries.put(
            partition.substring(partition.lastIndexOf('#') + 1),
            Instant.parse(text(item, "lastAt")));
      }
    }
    incidents.sort(null);
    return new Traces(List.copyOf(incidents), inIncidents, besideThem, received, canaries);
  }

  /** Takes all of it away, so that the next storm finds a table like new. */
  static void wipe(DynamoDbClient dynamo, String table) {
    List<WriteRequest> batch = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        dynamo
            .scanPaginator(scan -> scan.tableName(table).projectionExpression("pk, sk"))
            .items()) {
      batch.add(
          WriteRequest.builder()
              .deleteRequest(
                  DeleteRequest.builder()
                      .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                      .build())
              .build());
      if (batch.size() == BATCH) {
        delete(dynamo, table, batch);
      }
    }
    delete(dynamo, table, batch);
  }

  private static void delete(DynamoDbClient dynamo, String table, List<WriteRequest> batch) {
    if (!batch.isEmpty()) {
      dynamo.batchWriteItem(write -> write.requestItems(Map.of(table, List.copyOf(batch))));
      batch.clear();
    }
  }

  long ofAgents() {
    return incidents.stream().filter(key -> key.startsWith("agent/")).count();
  }

  long ofTheAccount() {
    return incidents.stream().filter(new Subject.WholeAccount().key()::equals).count();
  }

  /** Keys of these that are nowhere. */
  List<String> missing(Iterable<String> keys) {
    TreeSet<String> missing = new TreeSet<>();
    for (String key : keys) {
      if (!received.containsKey(key)) {
        missing.add(key);
      }
    }
    return List.copyOf(missing);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
