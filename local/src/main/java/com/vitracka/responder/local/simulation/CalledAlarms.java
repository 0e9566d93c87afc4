package com.vitracka.responder.local.simulation;

import com.vitracka.responder.detect.Alarms;
import java.util.List;

/** CloudWatch's alarms, as a process reaches them. */
final class CalledAlarms implements Alarms {
  private final FunctionProcess process;
  private final AlarmBoard alarms;

  CalledAlarms(FunctionProcess process) {
    this.process = process;
    this.alarms = process.world().alarms();
  }

  @Override
  public List<Firing> listFiring(List<String> names) {
    return process.call(Point.LIST_FIRING_ALARMS, () -> alarms.listFiring(names));
  }
}
