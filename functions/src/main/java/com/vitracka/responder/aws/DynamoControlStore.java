package com.vitracka.responder.aws;

import com.vitracka.responder.aws.RecordsTable.Change;
import com.vitracka.responder.incident.ControlDocument;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How people have limited the responder, in DynamoDB: all in one partition, so that a right can be
 * given for it alone.
 */
public final class DynamoControlStore implements ControlStore {
  private static final String BRAKE = "brake";
  private final RecordsTable table;

  public DynamoControlStore(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public Controls read(String agent) {
    return ofAgent(readItem(agent)).withBrakeForAll(findBrakeForAll());
  }

  @Override
  public Optional<String> findSilence(String agent, Instant now) {
    try {
      return ofAgent(readItem(agent)).findSilence(now);
    } catch (RuntimeException e) {
      // Nothing is changed then either: what is to be changed asks for the brake.
      Log.line("hold not read", "agent", agent, "why", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Setting> findBrakeForAll() {
    return table
        .find(partition(), BRAKE)
        .flatMap(item -> item.findObject(BRAKE))
        .map(ControlDocument::setting);
  }

  @Override
  public void setBrakeForAll(Optional<Setting> brake) {
    Map<String, Object> members = new LinkedHashMap<>();
    brake.ifPresent(setting -> members.put(BRAKE, ControlDocument.of(setting)));
    table.put(RecordsTable.item(partition(), BRAKE, members));
  }

  @Override
  public Controls change(String agent, UnaryOperator<Controls> change) {
    return table
        .change(
            partition(),
            sortKey(agent),
            "what is set for " + agent,
            before -> {
              Controls after = change.apply(ofAgent(before));
              return Change.to(ControlDocument.of(after), after);
            })
        .withBrakeForAll(findBrakeForAll());
  }

  private Optional<JsonObject> readItem(String agent) {
    return table.find(partition(), sortKey(agent));
  }

  private static Controls ofAgent(Optional<JsonObject> item) {
    return item.map(ControlDocument::controls).orElse(Controls.NONE);
  }

  private String partition() {
    return table.partition("controls");
  }

  private static String sortKey(String agent) {
    return "agent#" + agent;
  }
}
