package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * The executions of both state machines; each has the name of its incident.
 *
 * @param recovery ARN of the machine that recovers
 * @param inform ARN of the machine that tells people
 */
record Machines(SfnClient client, String recovery, String inform) {
  private static final int MOST_EVENTS = 30;

  /** A state that an execution went into. */
  record Entered(String state, Instant at) {}

  boolean hasRecoveryEnded(Incident incident) {
    try {
      return client
              .describeExecution(request -> request.executionArn(execution(recovery, incident)))
              .status()
          != ExecutionStatus.RUNNING;
    } catch (ExecutionDoesNotExistException e) {
      return false;
    }
  }

  /** The newest state of the execution; none right after the record is written. */
  Optional<Entered> findNewestState(String machine, Incident incident) {
    try {
      return client
          .getExecutionHistory(
              request ->
                  request
                      .executionArn(execution(machine, incident))
                      .reverseOrder(true)
                      .maxResults(MOST_EVENTS))
          .events()
          .stream()
          .filter(event -> event.stateEnteredEventDetails() != null)
          .max(Comparator.comparing(HistoryEvent::id))
          .map(event -> new Entered(event.stateEnteredEventDetails().name(), event.timestamp()));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  private static String execution(String machine, Incident incident) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + incident.id();
  }
}
