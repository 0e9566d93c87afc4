package com.vitracka.responder.respond;

import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Carries out a pending backup; a refused one is recorded and the recovery goes on. */
public final class BackingUp {
  private final Plan plan;
  private final Recovery recovery;
  private final IncidentStore incidents;
  private final ControlStore controls;
  private final Backups backups;
  private final InstantSource clock;

  public BackingUp(
      Plan plan,
      IncidentStore incidents,
      ControlStore controls,
      Backups backups,
      InstantSource clock) {
    this.plan = plan;
    this.recovery = new Recovery(plan);
    this.incidents = incidents;
    this.controls = controls;
    this.backups = backups;
    this.clock = clock;
  }

  /** Backs up if that is due, and says what comes next. */
  public Move backUp(String incidentId) {
    if (!(incidents.get(incidentId) instanceof Incident.Open open)) {
      return new Move.Done();
    }
    Agent agent = plan.findAgent(open.file().findAgent().orElse("")).orElse(null);
    Optional<StepRecord> last = open.file().findLastStep();
    if (agent == null || last.isEmpty()) {
      return new Move.Wait(plan.windows().deployPoll());
    }
    if (!(last.get().step() instanceof Step.BackUp)) {
      // An earlier delivery did it, and wrote what comes next.
      return last.get().state() instanceof StepState.Pending
          ? new Move.Act(last.get().step())
          : new Move.Wait(plan.windows().deployPoll());
    }
    Instant started = clock.instant();
    StepState state = store(agent, open.id(), started);
    Instant now = clock.instant();
    Turn turn =
        recovery.afterBackup(
            open.with(last.get().with(state)), agent, controls.readOrBrake(agent.name(), now), now);
    incidents.save(turn.incident());
    return turn.move();
  }

  /** Storing twice under one name is harmless: the second is the same configuration. */
  private StepState store(Agent agent, String incident, Instant started) {
    try {
      String place = backups.store(agent, incident);
      return new StepState.Done(started, clock.instant(), place);
    } catch (RuntimeException e) {
      // Whatever refused it, an agent that is down is worse than one without a fresh backup.
      return new StepState.Failed(
          started, clock.instant(), e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
