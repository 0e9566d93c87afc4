package com.vitracka.responder.local.simulation;

import com.vitracka.responder.detect.Executions;

/** Step Functions, as a process reaches it. */
final class CalledExecutions implements Executions {
  private final FunctionProcess process;
  private final Machines machines;

  CalledExecutions(FunctionProcess process) {
    this.process = process;
    this.machines = process.world().machines();
  }

  @Override
  public Start start(Machine machine, String incident, String name) {
    return process.call(Point.START_EXECUTION, () -> machines.start(machine, incident, name));
  }

  @Override
  public State state(Machine machine, String name) {
    return process.call(Point.READ_EXECUTION, () -> machines.state(machine, name));
  }
}
