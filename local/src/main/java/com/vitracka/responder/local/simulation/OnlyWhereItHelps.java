package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nothing is changed unless our own canary has failed twice in a row for a cause that a deployment
 * can change; so a healthy agent is never interrupted.
 *
 * <p>Three rules roll a fresh deployment of the team's back for what users or tests tell; there has
 * to be such a deployment.
 */
final class OnlyWhereItHelps extends Invariant {
  private static final int FAILURES = 2;
  private static final List<String> BY_WHAT_OTHERS_TELL =
      List.of(
          "throttled-after-deployment", "tests-failed-after-deployment", "slow-after-deployment");

  /**
   * When a look last led to a step: what another one, side by side with it, hears by then or later
   * is not it.
   */
  private final Map<String, Long> decidedAt = new HashMap<>();

  OnlyWhereItHelps() {
    super("no change where it cannot help, none to a healthy agent");
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    boolean decided =
        after.file().assessments().size() > before.file().assessments().size()
            || after.file().steps().size() > before.file().steps().size();
    if (decided && by.filter(process -> process.part() == Part.LOOK).isPresent()) {
      decidedAt.put(after.id(), world.now());
    }
  }

  @Override
  void requested(World world, Mutation mutation) {
    Optional<CaseFile> file = mutation.incident().map(incident -> incident.file());
    Optional<String> rule = file.flatMap(CaseFile::findAssessment).map(Assessment::rule);
    if (rule.filter(BY_WHAT_OTHERS_TELL::contains).isPresent()) {
      if (!hasFreshDeployment(mutation.agent(), file.orElseThrow())) {
        broken(
            world,
            mutation.step() + " for " + rule.get() + ", and the team has deployed nothing lately");
      }
      return;
    }
    int enough = completesRedeploy(file, mutation) ? 1 : FAILURES;
    int failures = 0;
    for (Served.Asked asked : mutation.agent().asked().reversed()) {
      if (!asked.incident().equals(mutation.by().incident())
          || asked.heardAt() >= decidedAt.getOrDefault(asked.incident(), Long.MAX_VALUE)) {
        continue;
      }
      if (asked.answer() == Answer.RIGHT) {
        break;
      }
      if (!asked.answer().deploymentCanChange()
          || (failures == 0 && !asked.deploymentHelps() && !isUnknowable(world, mutation, asked))) {
        broken(
            world,
            mutation.step()
                + " of "
                + mutation.agent().name()
                + " is asked for, rule "
                + rule.orElse("none")
                + ", and our canary was last answered "
                + asked.answer()
                + (asked.deploymentHelps() ? "" : " for a cause that no deployment ends"));
        return;
      }
      failures++;
      if (failures == enough) {
        return;
      }
    }
    broken(
        world,
        mutation.step()
            + " of "
            + mutation.agent().name()
            + " is asked for after "
            + failures
            + " failures of our canary");
  }

  /** Only its log tells an error of the agent's own from one of its model's. */
  private static boolean isUnknowable(World world, Mutation mutation, Served.Asked asked) {
    return asked.answer() == Answer.AGENT_ERROR
        && (world.hostility().clocksJump()
            || mutation.agent().wasLogUnread(mutation.by().incident()));
  }

  /** A named endpoint is moved to what was redeployed, if the agent fails still. */
  private static boolean completesRedeploy(Optional<CaseFile> file, Mutation mutation) {
    return mutation.step() instanceof Step.MoveEndpoint(String to)
        && file.stream()
            .flatMap(one -> one.steps().stream())
            .anyMatch(
                step ->
                    step.step() instanceof Step.Redeploy
                        && step.state() instanceof StepState.Done done
                        && done.result().equals(to));
  }

  private static boolean hasFreshDeployment(LiveAgent agent, CaseFile file) {
    long since = file.startedAt().minusSeconds(35 * 60).toEpochMilli();
    for (int number = 1; number <= agent.versionCount(); number++) {
      Version version = agent.version(number);
      if (!version.ours() && version.at() > since) {
        return true;
      }
    }
    return false;
  }
}
