package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.respond.DeploymentRefusedException;
import com.vitracka.responder.respond.Deployments;
import java.util.Optional;
import java.util.function.Supplier;

/** AgentCore's control plane, as the function that deploys reaches it. */
final class CalledDeployments implements Deployments {
  private final FunctionProcess process;
  private final World world;

  CalledDeployments(FunctionProcess process) {
    this.process = process;
    this.world = process.world();
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return process.call(Point.READ_RUNTIME, live(agent)::runtime);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return process.call(Point.READ_ENDPOINT, live(agent)::endpoint);
  }

  @Override
  public boolean carriesCode(Agent agent, String version, String of, Optional<String> release) {
    LiveAgent live = live(agent);
    return process.call(
        Point.COMPARE_CODE,
        () -> live.codeOf(Integer.parseInt(version)) == live.codeOf(Integer.parseInt(of)));
  }

  @Override
  public String redeploy(
      Agent agent, String version, Optional<String> release, String token, Runnable guard) {
    LiveAgent live = live(agent);
    process.run(Point.PREPARE_CHANGE, live::runtime);
    return guarded(
        live,
        new Step.Redeploy(),
        token,
        guard,
        () -> deploy(live, Integer.parseInt(version), token));
  }

  @Override
  public String rollBack(
      Agent agent, String toVersion, Optional<String> release, String token, Runnable guard) {
    LiveAgent live = live(agent);
    process.run(Point.PREPARE_CHANGE, live::runtime);
    if (!live.immutable() && release.isEmpty()) {
      throw new DeploymentRefusedException(
          "the code of version " + toVersion + " is overwritten at each deployment");
    }
    return guarded(
        live,
        new Step.RollBack(toVersion),
        token,
        guard,
        () -> deploy(live, Integer.parseInt(toVersion), token));
  }

  @Override
  public String moveEndpoint(Agent agent, String toVersion, String token, Runnable guard) {
    LiveAgent live = live(agent);
    return guarded(
        live,
        new Step.MoveEndpoint(toVersion),
        token,
        guard,
        () -> {
          requirePossible(live, false);
          return live.movedByUs(Integer.parseInt(toVersion), token);
        });
  }

  /** What counts is how things are after the guard, when the request leaves. */
  private String guarded(
      LiveAgent live, Step step, String token, Runnable guard, Supplier<String> change) {
    long from = world.now();
    process.seesControls(true);
    guard.run();
    Mutation mutation =
        new Mutation(
            process, live, step, token, world.store().find(process.incident()), from, world.now());
    world.oracle().requested(mutation);
    return process.call(
        Point.CHANGE_AGENT,
        () -> {
          boolean known = live.knows(token);
          String result = change.get();
          if (!known) {
            world.coverage().changed(step);
            world.log(() -> "    " + live.name() + " is changed: " + step + ", now " + result);
            world.oracle().changed(mutation, result);
          }
          return result;
        });
  }

  private String deploy(LiveAgent live, int source, String token) {
    if (!live.knows(token)) {
      requirePossible(live, live.isBusy());
    }
    Chance chance = world.chance();
    Version.Course course =
        chance.ofThousand(world.deploymentsFailing())
            ? (chance.oneIn(3) ? Version.Course.HANGS : Version.Course.FAILS)
            : Version.Course.WELL;
    long takes = chance.oneIn(10) ? chance.seconds(40, 400) : chance.seconds(3, 30);
    long lag = chance.oneIn(4) ? chance.seconds(1, 20) : 0;
    return Integer.toString(live.deployedByUs(source, token, course, takes, lag).number());
  }

  private void requirePossible(LiveAgent live, boolean busy) {
    if (live.isHit(Cause.DELETED)) {
      throw new DeploymentRefusedException("ResourceNotFoundException: there is no such runtime");
    }
    if (live.refusesChanges()) {
      throw new DeploymentRefusedException("ServiceQuotaExceededException: no more versions");
    }
    if (busy) {
      throw new ServiceFailure("ConflictException: an update is running");
    }
  }

  private LiveAgent live(Agent agent) {
    return world.agent(agent.name());
  }
}
