package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where is kept how people have limited the responder. */
public interface ControlStore {
  /** What counts for the agent at this moment, read anew each time. */
  Controls read(String agent);

  /** The brake for all agents. */
  Optional<Setting> findBrakeForAll();

  /** Sets the brake for all agents, or takes it off. */
  void setBrakeForAll(Optional<Setting> brake);

  /**
   * Changes what is set for one agent; {@link Controls#brakeForAll} is not part of that.
   *
   * @return what counts now
   */
  Controls change(String agent, UnaryOperator<Controls> change);

  /**
   * Why the agent is left alone at this moment, by a hold or its retirement, which no brake
   * changes; empty when it is not, or when that cannot be read. Asked for each alarm, so a store
   * may read less for it.
   */
  default Optional<String> findSilence(String agent, Instant now) {
    return readOrBrake(agent, now).findSilence(now);
  }

  /** The same as {@link #read}, with the brake on when it cannot be read. */
  default Controls readOrBrake(String agent, Instant now) {
    try {
      return read(agent);
    } catch (RuntimeException e) {
      return Controls.unreadable(now, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
