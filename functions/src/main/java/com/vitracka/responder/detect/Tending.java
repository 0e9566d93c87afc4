package com.vitracka.responder.detect;

import com.vitracka.responder.detect.Executions.Machine;
import com.vitracka.responder.detect.Executions.Outcome;
import com.vitracka.responder.detect.Executions.State;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.StaleIncidentException;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks after the executions of incidents: what one that died leaves undone is handed to people,
 * and people are told on.
 */
final class Tending {
  /** Executions of Inform for one incident, the first included. */
  private static final int MOST_INFORMERS = 5;

  /** An escalated incident is told of for so long. */
  private static final Duration TOLD_FOR = Duration.ofHours(24);

  /** Within this the end of an incident is news, and the comparison has come by ten times. */
  static final Duration NEWS = Duration.ofMinutes(10);

  private final IncidentStore store;
  private final Executions executions;

  Tending(IncidentStore store, Executions executions) {
    this.store = store;
    this.executions = executions;
  }

  /**
   * Escalates an open incident whose Recovery has ended, which then tells people.
   *
   * @return whether it had to
   */
  boolean escalateIfAbandoned(String id, Instant now) {
    if (!(executions.state(Machine.RECOVERY, id) instanceof State.Ended(Outcome outcome, _))) {
      return false;
    }
    // Read after the end: its last task has written what it wrote.
    if (!(store.find(id).orElse(null) instanceof Incident.Open open)) {
      return false;
    }
    try {
      store.save(
          open.escalate(
              now,
              "the Recovery execution ended as "
                  + outcome
                  + "; the responder has stopped working on it"));
      return true;
    } catch (StaleIncidentException e) {
      // A late task has written in this moment; the next comparison sees what.
      return false;
    }
  }

  /**
   * Starts another Inform when the last one died.
   *
   * @return whether it did
   */
  boolean informOn(Incident incident, Instant now) {
    if (incident instanceof Incident.Escalated escalated
        && now.isAfter(escalated.escalatedAt().plus(TOLD_FOR))) {
      return false;
    }
    for (int number = 1; number <= MOST_INFORMERS; number++) {
      String name = number == 1 ? incident.id() : incident.id() + "-" + number;
      switch (executions.state(Machine.INFORM, name)) {
        case State.None() -> {
          return executions.start(Machine.INFORM, incident.id(), name) == Executions.Start.STARTED;
        }
        case State.Running() -> {
          return false;
        }
        case State.Ended(Outcome outcome, _) when outcome == Outcome.SUCCEEDED -> {
          return false;
        }
        case State.Ended _ -> {}
      }
    }
    return false;
  }

  /**
   * Starts a last Inform for an incident that was resolved when nobody was left to tell of it.
   *
   * @return whether it did
   */
  boolean tellEnd(Incident.Resolved resolved, Instant now) {
    if (resolved.resolvedAt().isBefore(now.minus(NEWS))) {
      return false;
    }
    for (int number = 1; number <= MOST_INFORMERS; number++) {
      String name = number == 1 ? resolved.id() : resolved.id() + "-" + number;
      State state = executions.state(Machine.INFORM, name);
      if (state instanceof State.None && number > 1) {
        break;
      }
      boolean endedBefore =
          state instanceof State.None
              || (state instanceof State.Ended(_, Instant at)
                  && at.isBefore(resolved.resolvedAt()));
      if (!endedBefore) {
        return false;
      }
    }
    return executions.start(Machine.INFORM, resolved.id(), resolved.id() + "-told")
        == Executions.Start.STARTED;
  }
}
