package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.local.LocalServer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a function has used since the local AWS began to count.
 *
 * @param calls of AWS by operation
 * @param readUnits of DynamoDB
 * @param writeUnits of DynamoDB
 * @param milliseconds of all invocations together, by the clock
 */
record Usage(
    Map<String, Long> calls,
    double readUnits,
    double writeUnits,
    long invocations,
    long errors,
    double milliseconds) {
  /** DynamoDB's price of a write, in reads. */
  private static final int READS_FOR_A_WRITE = 5;

  static void begin(LocalServer aws) {
    aws.post("/_local/usage", Map.of());
  }

  /**
   * @param role begins the name of its role after the stack's: {@code Intake}
   * @param function its name
   */
  static Usage of(LocalServer aws, String role, String function) {
    JsonNode all = aws.get("/_local/usage");
    JsonNode units = ofRole(all.path("units"), role);
    JsonNode invoked = all.path("functions").path(function);
    Map<String, Long> calls = new LinkedHashMap<>();
    ofRole(all.path("calls"), role)
        .properties()
        .forEach(call -> calls.put(call.getKey(), call.getValue().asLong()));
    return new Usage(
        calls,
        units.path("read").asDouble(),
        units.path("write").asDouble(),
        invoked.path("invocations").asLong(),
        invoked.path("errors").asLong(),
        invoked.path("milliseconds").asDouble());
  }

  private static JsonNode ofRole(JsonNode callers, String role) {
    for (Map.Entry<String, JsonNode> caller : callers.properties()) {
      if (caller.getKey().contains("-" + role + "Role")) {
        return caller.getValue();
      }
    }
    return LocalServer.JSON.createObjectNode();
  }

  long callsInAll() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** In DynamoDB's read units. */
  double tableCost() {
    return readUnits + READS_FOR_A_WRITE * writeUnits;
  }

  long transactions() {
    return calls.getOrDefault("dynamodb:TransactWriteItems", 0L);
  }
}
