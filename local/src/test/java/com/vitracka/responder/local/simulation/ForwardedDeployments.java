package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.respond.Deployments;
import java.util.Optional;

/** Deployments that are others, with another token and another guard. */
class ForwardedDeployments implements Deployments {
  private final Deployments deployments;

  ForwardedDeployments(Deployments deployments) {
    this.deployments = deployments;
  }

  String token(String token) {
    return token;
  }

  Runnable guard(Runnable guard) {
    return guard;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return deployments.runtime(agent);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return deployments.endpoint(agent);
  }

  @Override
  public boolean carriesCode(Agent agent, String version, String of, Optional<String> release) {
    return deployments.carriesCode(agent, version, of, release);
  }

  @Override
  public String redeploy(
      Agent agent, String live, Optional<String> release, String token, Runnable guard) {
    return deployments.redeploy(agent, live, release, token(token), guard(guard));
  }

  @Override
  public String rollBack(
      Agent agent, String toVersion, Optional<String> release, String token, Runnable guard) {
    return deployments.rollBack(agent, toVersion, release, token(token), guard(guard));
  }

  @Override
  public String moveEndpoint(Agent agent, String toVersion, String token, Runnable guard) {
    return deployments.moveEndpoint(agent, toVersion, token(token), guard(guard));
  }
}
