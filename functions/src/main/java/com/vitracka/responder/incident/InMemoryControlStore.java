package com.vitracka.responder.incident;

import com.vitracka.responder.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Controls in memory, as JSON, for tests and the simulation. */
public final class InMemoryControlStore implements ControlStore {
  private final Map<String, String> ofAgents = new HashMap<>();
  private Optional<Setting> brakeForAll = Optional.empty();

  @Override
  public synchronized Controls read(String agent) {
    return Optional.ofNullable(ofAgents.get(agent))
        .map(json -> ControlDocument.controls(Json.object(json)))
        .orElse(Controls.NONE)
        .withBrakeForAll(brakeForAll);
  }

  @Override
  public synchronized Optional<Setting> findBrakeForAll() {
    return brakeForAll;
  }

  @Override
  public synchronized void setBrakeForAll(Optional<Setting> brake) {
    brakeForAll = brake;
  }

  @Override
  public synchronized Controls change(String agent, UnaryOperator<Controls> change) {
    ofAgents.put(agent, Json.write(ControlDocument.of(change.apply(read(agent)))));
    return read(agent);
  }
}
