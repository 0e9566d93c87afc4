package com.vitracka.responder.respond;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.plan.Agent;

/**
 * The changes that the responder can make to an agent. A token makes each of them happen once,
 * however often it is asked for.
 */
public interface Deployments {
  /** The runtime as it is now. */
  RuntimeView runtime(Agent agent);

  /** The endpoint as it is now. */
  RuntimeView endpoint(Agent agent);

  /**
   * Deploys once more what is live.
   *
   * @param token 33 to 256 characters
   * @return the new version
   * @throws DeploymentRefusedException when the service says no for good
   */
  String redeploy(Agent agent, String token);

  /**
   * Deploys artifact, entry point, runtime and environment of an earlier version, and keeps role,
   * network, authorizer and all else as they are (design decision 10).
   *
   * @return the new version
   * @throws DeploymentRefusedException when the service says no for good
   */
  String rollBack(Agent agent, String toVersion, String token);

  /**
   * Points the agent's named endpoint to a version.
   *
   * @return that version
   * @throws DeploymentRefusedException when the service says no for good
   */
  String moveEndpoint(Agent agent, String toVersion, String token);
}
