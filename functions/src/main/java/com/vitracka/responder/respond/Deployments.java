package com.vitracka.responder.respond;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.plan.Agent;
import java.util.Optional;

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
   * Whether a version runs the code of another: how an attempt that broke off is told from a
   * deployment by somebody else.
   *
   * @param release that the other version ran
   */
  boolean carriesCode(Agent agent, String version, String of, Optional<String> release);

  /**
   * Deploys once more what is live.
   *
   * @param live the version that users have
   * @param release that it runs: its code is taken where the version's own place may hold other
   *     code by now
   * @param token 33 to 256 characters
   * @param guard called right before the change; what it throws prevents the change
   * @return the new version
   * @throws DeploymentRefusedException when the service says no for good
   */
  String redeploy(Agent agent, String live, Optional<String> release, String token, Runnable guard);

  /**
   * Deploys artifact, entry point, runtime and environment of an earlier version, and keeps role,
   * network, authorizer and all else as they are (design decision 10).
   *
   * @param release that the version ran: its code is taken where the version's own place may hold
   *     other code by now
   * @return the new version
   * @throws DeploymentRefusedException when the service says no for good, or when nobody can tell
   *     what the old code was
   */
  String rollBack(
      Agent agent, String toVersion, Optional<String> release, String token, Runnable guard);

  /**
   * Points the agent's named endpoint to a version.
   *
   * @return that version
   * @throws DeploymentRefusedException when the service says no for good
   */
  String moveEndpoint(Agent agent, String toVersion, String token, Runnable guard);
}
