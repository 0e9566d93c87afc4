package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Step;
import java.util.Optional;

/**
 * A change to an agent that the responder asks AgentCore for, as it is at the moment after the
 * guard.
 *
 * @param incident the record as it is then
 * @param guardedFrom when the guard began: what people had set before counts
 */
record Mutation(
    FunctionProcess by,
    LiveAgent agent,
    Step step,
    String token,
    Optional<Incident> incident,
    long guardedFrom,
    long at) {
  Optional<Incident.Open> findOpen() {
    return incident.filter(Incident.Open.class::isInstance).map(Incident.Open.class::cast);
  }

  /** Of the step in the ledger. */
  String key() {
    return by.incident() + "/" + findOpen().map(open -> open.file().steps().size()).orElse(0);
  }
}
