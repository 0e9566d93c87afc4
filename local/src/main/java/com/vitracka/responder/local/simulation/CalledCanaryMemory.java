package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.CanaryMemory;
import java.time.Instant;
import java.util.Optional;

/** The canary's memory, as a process reaches it. */
final class CalledCanaryMemory implements CanaryMemory {
  private final FunctionProcess process;
  private final CanaryMemory memory;

  CalledCanaryMemory(FunctionProcess process) {
    this.process = process;
    this.memory = process.world().canaryMemory();
  }

  @Override
  public int failures(String agent) {
    return process.call(Point.READ_CANARY_MEMORY, () -> memory.failures(agent));
  }

  @Override
  public Optional<Instant> findRightSince(String agent) {
    return process.call(Point.READ_CANARY_MEMORY, () -> memory.findRightSince(agent));
  }

  @Override
  public int record(String agent, boolean right, Instant at) {
    return process.call(Point.WRITE_CANARY_MEMORY, () -> memory.record(agent, right, at));
  }
}
