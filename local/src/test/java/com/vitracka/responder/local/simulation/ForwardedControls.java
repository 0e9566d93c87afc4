package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Controls that are others; a planted bug changes how they are read. */
abstract class ForwardedControls implements ControlStore {
  private final ControlStore controls;

  ForwardedControls(ControlStore controls) {
    this.controls = controls;
  }

  final Controls readTruly(String agent) {
    return controls.read(agent);
  }

  @Override
  public Optional<Setting> findBrakeForAll() {
    return controls.findBrakeForAll();
  }

  @Override
  public void setBrakeForAll(Optional<Setting> brake) {
    controls.setBrakeForAll(brake);
  }

  @Override
  public Controls change(String agent, UnaryOperator<Controls> change) {
    return controls.change(agent, change);
  }
}
