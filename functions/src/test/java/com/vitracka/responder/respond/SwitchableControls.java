package com.vitracka.responder.respond;

import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.Setting;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Controls that can stop answering. */
final class SwitchableControls implements ControlStore {
  private final InMemoryControlStore store = new InMemoryControlStore();
  boolean isDown;

  /** Happens while the controls are read. */
  Runnable onRead = () -> {};

  @Override
  public Controls read(String agent) {
    onRead.run();
    if (isDown) {
      throw new IllegalStateException("no answer");
    }
    return store.read(agent);
  }

  @Override
  public Optional<Setting> findBrakeForAll() {
    return store.findBrakeForAll();
  }

  @Override
  public void setBrakeForAll(Optional<Setting> brake) {
    store.setBrakeForAll(brake);
  }

  @Override
  public Controls change(String agent, UnaryOperator<Controls> change) {
    return store.change(agent, change);
  }
}
