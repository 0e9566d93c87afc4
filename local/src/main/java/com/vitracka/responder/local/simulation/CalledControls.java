package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What people have set, as a process reads it. */
final class CalledControls implements ControlStore {
  private final FunctionProcess process;
  private final ControlStore controls;

  CalledControls(FunctionProcess process) {
    this.process = process;
    this.controls = process.world().controls();
  }

  @Override
  public Controls read(String agent) {
    try {
      return process.call(Point.READ_CONTROLS, () -> controls.read(agent));
    } catch (ServiceFailure e) {
      process.seesControls(false);
      throw e;
    }
  }

  @Override
  public Optional<Setting> findBrakeForAll() {
    return process.call(Point.READ_CONTROLS, controls::findBrakeForAll);
  }

  @Override
  public void setBrakeForAll(Optional<Setting> brake) {
    throw new UnsupportedOperationException("no function sets the brake");
  }

  @Override
  public Controls change(String agent, UnaryOperator<Controls> change) {
    throw new UnsupportedOperationException("no function changes what people have set");
  }
}
