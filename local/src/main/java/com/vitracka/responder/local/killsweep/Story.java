package com.vitracka.responder.local.killsweep;

import java.util.List;

/** An incident as it goes when nothing is killed. */
enum Story {
  /** The agent's processes die until it is deployed again. */
  REDEPLOY,
  /** The same, and users call a named endpoint. */
  ENDPOINT,
  /** The team deploys a release that dies on import. */
  ROLLBACK,
  /** The processes die and every deployment is refused; a person mends it. */
  ESCALATED;

  /** The incident's steps with what came of them. */
  List<String> steps() {
    return switch (this) {
      case REDEPLOY -> List.of("BackUp DONE", "Redeploy DONE");
      case ENDPOINT -> List.of("BackUp DONE", "Redeploy DONE", "MoveEndpoint DONE");
      case ROLLBACK -> List.of("BackUp DONE", "RollBack DONE");
      case ESCALATED -> List.of("BackUp DONE", "Redeploy FAILED", "RollBack FAILED");
    };
  }

  /** What the responder changes in AgentCore, each once. */
  List<String> changes() {
    return switch (this) {
      case REDEPLOY, ROLLBACK -> List.of("UpdateAgentRuntime");
      case ENDPOINT -> List.of("UpdateAgentRuntime", "UpdateAgentRuntimeEndpoint");
      case ESCALATED -> List.of();
    };
  }

  boolean needsNamedEndpoint() {
    return this == ENDPOINT;
  }

  boolean isHandedToPeople() {
    return this == ESCALATED;
  }
}
