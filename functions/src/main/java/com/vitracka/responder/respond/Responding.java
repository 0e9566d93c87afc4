package com.vitracka.responder.respond;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Texts;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Budgets;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries out the pending step of an incident, once however often it is asked to (the plan's
 * RESPOND phase, design decision 5).
 *
 * <p>The record is written before the act. Whoever comes later takes the fence, and an attempt
 * whose fence was taken does nothing more; both would send the same token anyway.
 */
public final class Responding {
  private final Plan plan;
  private final Recovery recovery;
  private final IncidentStore incidents;
  private final ControlStore controls;
  private final AccountBudget budget;
  private final AgentVersions versions;
  private final Deployments deployments;
  private final InstantSource clock;

  public Responding(
      Plan plan,
      IncidentStore incidents,
      ControlStore controls,
      AccountBudget budget,
      AgentVersions versions,
      Deployments deployments,
      InstantSource clock) {
    this.plan = plan;
    this.recovery = new Recovery(plan);
    this.incidents = incidents;
    this.controls = controls;
    this.budget = budget;
    this.versions = versions;
    this.deployments = deployments;
    this.clock = clock;
  }

  /** Acts if a step is due, and says what comes next. */
  public Move act(String incidentId) {
    if (!(incidents.get(incidentId) instanceof Incident.Open open)) {
      return new Move.Done();
    }
    Agent agent = plan.findAgent(open.file().findAgent().orElse("")).orElse(null);
    Optional<StepRecord> due = open.file().findLastStep().filter(Responding::isDue);
    if (agent == null || due.isEmpty()) {
      return new Move.Wait(plan.windows().deployPoll());
    }
    return act(open, agent, due.get());
  }

  private static boolean isDue(StepRecord step) {
    return step.step().mutates()
        && (step.state() instanceof StepState.Pending || step.state() instanceof StepState.Started);
  }

  private Move act(Incident.Open open, Agent agent, StepRecord step) {
    RuntimeView before = view(agent, step.step());
    if (isBusy(before)) {
      return new Move.Wait(plan.windows().deployPoll());
    }
    return switch (step.state()) {
      case StepState.Started earlier -> again(open, agent, step, earlier, before);
      default -> first(open, agent, step, before);
    };
  }

  private Move first(Incident.Open open, Agent agent, StepRecord step, RuntimeView before) {
    if (changedSince(open, agent, step, before)) {
      return finish(
          recovery.afterForeignChange(
              open,
              "version " + before.version() + " came at " + before.updatedAt(),
              clock.instant()));
    }
    String newest =
        step.step() instanceof Step.MoveEndpoint
            ? deployments.runtime(agent).version()
            : before.version();
    return attempt(open, agent, step, new StepState.Started(clock.instant(), fence(), newest));
  }

  /** An earlier attempt broke off: whether it had come through is to be seen in the world. */
  private Move again(
      Incident.Open open,
      Agent agent,
      StepRecord step,
      StepState.Started earlier,
      RuntimeView now) {
    if (step.step() instanceof Step.MoveEndpoint(String to)) {
      if (now.version().equals(to)) {
        return done(open, agent, step, earlier, to);
      }
      return now.updatedAt().isAfter(earlier.at())
          ? finish(
              recovery.afterForeignChange(
                  open,
                  "the endpoint was moved to version " + now.version() + " at " + now.updatedAt(),
                  clock.instant()))
          : attempt(open, agent, step, earlier.takenBy(fence()));
    }
    int ahead = Integer.parseInt(now.version()) - Integer.parseInt(earlier.versionBefore());
    if (ahead <= 0) {
      return attempt(open, agent, step, earlier.takenBy(fence()));
    }
    VersionNotes source = source(agent, step.step(), earlier.versionBefore());
    return ahead == 1
            && deployments.carriesCode(agent, now.version(), source.version(), source.release())
        ? done(open, agent, step, earlier, now.version())
        : finish(
            recovery.afterForeignChange(
                open,
                "version " + now.version() + " is there and is not what we deploy",
                clock.instant()));
  }

  private Move attempt(
      Incident.Open open, Agent agent, StepRecord step, StepState.Started started) {
    Optional<String> forbidden =
        findProhibition(open.file(), agent, step).or(() -> findSpentBudget(open, step));
    if (forbidden.isPresent()) {
      return finish(recovery.afterProhibition(open, forbidden.get(), clock.instant()));
    }
    Incident.Open begun = incidents.save(open.with(step.with(started)));
    VersionNotes source = source(agent, step.step(), started.versionBefore());
    String result;
    try {
      result =
          carryOut(
              agent,
              step.step(),
              source,
              token(begun, step),
              () -> requireMayAct(begun, agent, step, started));
    } catch (FenceLostException e) {
      return new Move.Wait(plan.windows().deployPoll());
    } catch (ForbiddenException e) {
      return finish(recovery.afterProhibition(begun, e.reason, clock.instant()));
    } catch (DeploymentRefusedException e) {
      return finish(
          recovery.afterFailure(
              begun,
              agent,
              "refused: " + e.getMessage(),
              controls.readOrBrake(agent.name(), clock.instant()),
              clock.instant()));
    }
    return done(begun, agent, step, started, result);
  }

  /** The record first: what is only a note may be lost, and is written again by {@link Looking}. */
  private Move done(
      Incident.Open begun, Agent agent, StepRecord step, StepState.Started started, String result) {
    Instant now = clock.instant();
    VersionNotes source = source(agent, step.step(), started.versionBefore());
    Move next =
        finish(
            recovery.afterChange(
                begun.with(step.with(new StepState.Done(started.at(), now, result))), now));
    if (step.step().makesVersion()) {
      note(agent, source, result, now);
    }
    return next;
  }

  /** What the step changes: the endpoint, or the runtime. */
  private RuntimeView view(Agent agent, Step step) {
    return step instanceof Step.MoveEndpoint
        ? deployments.endpoint(agent)
        : deployments.runtime(agent);
  }

  private static String fence() {
    return UUID.randomUUID().toString();
  }

  /**
   * A deployment that came after the evidence was gathered is not ours to overwrite, unless it is
   * one of our own earlier steps.
   */
  private boolean changedSince(Incident.Open open, Agent agent, StepRecord step, RuntimeView now) {
    boolean changed =
        open.file()
            .findAssessment()
            .map(assessment -> now.updatedAt().isAfter(assessment.at()))
            .orElse(false);
    return changed && !isOurs(open, agent, step, now.version());
  }

  private boolean isOurs(Incident.Open open, Agent agent, StepRecord next, String version) {
    List<Step> earlier =
        open.file().steps().stream()
            .filter(step -> step.number() < next.number() && step.step().mutates())
            .map(StepRecord::step)
            .toList();
    if (earlier.isEmpty()) {
      return false;
    }
    return earlier.contains(new Step.MoveEndpoint(version))
        || versions.list(agent.name()).stream()
            .anyMatch(notes -> notes.version().equals(version) && notes.ours());
  }

  private static boolean isBusy(RuntimeView view) {
    return view.status().equals("UPDATING") || view.status().equals("CREATING");
  }

  /**
   * Asked right before the change: people may have pulled the brake, or answered otherwise, and a
   * later attempt may have taken over. The record is read last: whoever took it while the brake was
   * read acts instead.
   */
  private void requireMayAct(
      Incident.Open begun, Agent agent, StepRecord step, StepState.Started started) {
    Instant at = clock.instant();
    Controls set = controls.readOrBrake(agent.name(), at);
    Incident.Open now =
        Optional.of(incidents.get(begun.id()))
            .filter(Incident.Open.class::isInstance)
            .map(Incident.Open.class::cast)
            .filter(open -> isHeldBy(started, open))
            .orElseThrow(FenceLostException::new);
    findProhibition(now.file(), agent, step, set, at)
        .ifPresent(
            reason -> {
              throw new ForbiddenException(reason);
            });
  }

  private static boolean isHeldBy(StepState.Started started, Incident.Open open) {
    return open.file().findLastStep().map(StepRecord::state).stream()
        .anyMatch(state -> state.equals(started));
  }

  /** Read anew each time: what people have set counts from this moment on. */
  private Optional<String> findProhibition(CaseFile file, Agent agent, StepRecord step) {
    Instant now = clock.instant();
    return findProhibition(file, agent, step, controls.readOrBrake(agent.name(), now), now);
  }

  private Optional<String> findProhibition(
      CaseFile file, Agent agent, StepRecord step, Controls set, Instant now) {
    Assessment assessment = file.findAssessment().orElseThrow();
    return switch (Permission.of(plan, file, agent, assessment, step.step(), set, now)) {
      case Permission.Granted() -> Optional.empty();
      case Permission.Refused(String reason) -> Optional.of(reason);
      case Permission.Asking _ -> Optional.of("the mode asks for an approval that is not there");
    };
  }

  /** Taken once for a step, however often it is attempted. */
  private Optional<String> findSpentBudget(Incident.Open open, StepRecord step) {
    Budgets budgets = plan.budgets();
    Instant now = clock.instant();
    boolean taken =
        budget.take(
            open.id() + "/" + step.number(),
            now,
            now.minus(budgets.mutationsWithin()),
            budgets.mutationsPerAccount());
    return taken
        ? Optional.empty()
        : Optional.of(
            "all agents together were changed "
                + budgets.mutationsPerAccount()
                + " times within "
                + budgets.mutationsWithin().toMinutes()
                + " minutes, which is the account's budget");
  }

  /** People, the plan or a budget do not let us. */
  private static final class ForbiddenException extends RuntimeException {
    final String reason;

    ForbiddenException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** A later attempt, or the end of the incident, has made this attempt void. */
  private static final class FenceLostException extends RuntimeException {
    FenceLostException() {
      super("a later attempt has taken over");
    }
  }

  /** The version whose code the step brings, with the release that it was made from. */
  private VersionNotes source(Agent agent, Step step, String versionBefore) {
    String version =
        switch (step) {
          case Step.Redeploy() ->
              agent.usesDefaultEndpoint() ? versionBefore : deployments.endpoint(agent).version();
          case Step.RollBack(String to) -> to;
          case Step.MoveEndpoint(String to) -> to;
          case Step.BackUp() -> throw new IllegalArgumentException("a backup is not a change");
        };
    return versions.list(agent.name()).stream()
        .filter(notes -> notes.version().equals(version))
        .findFirst()
        .orElseGet(() -> VersionNotes.of(version));
  }

  private String carryOut(
      Agent agent, Step step, VersionNotes source, String token, Runnable guard) {
    return switch (step) {
      case Step.Redeploy() ->
          deployments.redeploy(agent, source.version(), source.release(), token, guard);
      case Step.RollBack(String to) ->
          deployments.rollBack(agent, to, source.release(), token, guard);
      case Step.MoveEndpoint(String to) -> deployments.moveEndpoint(agent, to, token, guard);
      case Step.BackUp() -> throw new IllegalArgumentException("a backup is not a change");
    };
  }

  /** A new version carries the release of the one that it was made from. */
  private void note(Agent agent, VersionNotes source, String result, Instant at) {
    versions.record(
        agent.name(), result, source.release(), source.commit(), VersionNotes.RESPONDER, at);
  }

  private Move finish(Turn turn) {
    incidents.save(turn.incident());
    return turn.move();
  }

  /** The same for every attempt at a step, and for no other step. */
  private static String token(Incident.Open incident, StepRecord step) {
    return Texts.sha256(incident.id() + "/RESPOND/" + step.step().name() + "/" + step.number());
  }
}
