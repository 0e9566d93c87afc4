package com.vitracka.responder.respond;

import com.vitracka.responder.plan.Agent;

/** Where an agent's whole configuration is kept before it is changed. */
public interface Backups {
  /**
   * Stores runtime and endpoint as they are.
   *
   * @param incident names the backup
   * @return its place, for people
   */
  String store(Agent agent, String incident);
}
