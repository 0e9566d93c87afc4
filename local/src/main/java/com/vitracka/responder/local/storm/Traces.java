package com.vitracka.responder.local.storm;

import com.vitracka.responder.incident.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What a storm left in the table.
 *
 * @param incidents all of them, the superseded too
 * @param inIncidents signals that are kept with an incident
 * @param besideThem signals that are kept with their subject, because an incident is full
 * @param received when each signal was received, by its key
 * @param canaries when the canary looked at an agent last, by its name
 */
record Traces(
    List<Found> incidents,
    int inIncidents,
    int besideThem,
    Map<String, Instant> received,
    Map<String, Instant> canaries) {
  private static final int BATCH = 25;

  /** Each kind of trouble and each answer of the canary supersedes an escalated incident once. */
  private static final int MOST_SUPERSEDED = 3;

  /**
   * An incident.
   *
   * @param subject its key
   * @param superseded whether a worse or different trouble has its own incident now
   */
  record Found(String id, String subject, boolean superseded) {}

  static Traces read(DynamoDbClient dynamo, String table) {
    List<Found> incidents = new ArrayList<>();
    Map<String, Instant> received = new HashMap<>();
    Map<String, Instant> canaries = new HashMap<>();
    int inIncidents = 0;
    int besideThem = 0;
    for (Map<String, AttributeValue> item :
        dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items()) {
      String partition = text(item, "pk");
      String sort = text(item, "sk");
      if (sort.equals("incident")) {
        Map<String, AttributeValue> incident = Objects.requireNonNull(item.get("incident")).m();
        incidents.add(
            new Found(
                text(incident, "id"),
                text(incident, "subject"),
                text(incident, "resolution").startsWith("superseded by a worse")));
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
    incidents.sort(Comparator.comparing(Found::subject).thenComparing(Found::id));
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

  /** Incidents of agents, each agent's last. */
  long ofAgents() {
    return standing().filter(key -> key.startsWith("agent/")).count();
  }

  long ofTheAccount() {
    return standing().filter(new Subject.WholeAccount().key()::equals).count();
  }

  /** Those that made room for a worse or different trouble of the same agent. */
  long superseded() {
    return incidents.stream().filter(Found::superseded).count();
  }

  /** What is not as a storm of many agents must end: so many of agents, and one of the account. */
  List<String> wrongIncidents(int ofAgents) {
    List<String> wrong = new ArrayList<>();
    if (ofAgents() != ofAgents || ofTheAccount() != 1) {
      wrong.add("incidents of " + standing().toList());
    }
    Map<String, Long> standing =
        standing().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    standing.forEach(
        (subject, count) -> {
          if (count > 1) {
            wrong.add(count + " incidents of " + subject + " at once");
          }
        });
    incidents.stream()
        .filter(Found::superseded)
        .collect(Collectors.groupingBy(Found::subject, Collectors.counting()))
        .forEach(
            (subject, count) -> {
              if (count > MOST_SUPERSEDED || !standing.containsKey(subject)) {
                wrong.add(count + " superseded incidents of " + subject);
              }
            });
    return wrong;
  }

  private Stream<String> standing() {
    return incidents.stream().filter(one -> !one.superseded()).map(Found::subject);
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
