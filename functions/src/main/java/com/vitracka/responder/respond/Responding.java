package com.vitracka.responder.respond;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
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
  private final AgentVersions versions;
  private final Deployments deployments;
  private final InstantSource clock;

  public Responding(
      Plan plan,
      IncidentStore incidents,
      AgentVersions versions,
      Deployments deployments,
      InstantSource clock) {
    this.plan = plan;
    this.recovery = new Recovery(plan);
    this.incidents = incidents;
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
    Instant now = clock.instant();
    RuntimeView before = deployments.runtime(agent);
    StepState.Started started =
        switch (step.state()) {
          case StepState.Started earlier ->
              new StepState.Started(
                  earlier.at(), UUID.randomUUID().toString(), earlier.versionBefore());
          default -> new StepState.Started(now, UUID.randomUUID().toString(), before.version());
        };
    if (step.state() instanceof StepState.Pending && changedSince(open, before)) {
      return finish(
          recovery.afterForeignChange(
              open,
              "version " + before.version() + " came at " + before.updatedAt(),
              clock.instant()));
    }
    if (step.state() instanceof StepState.Pending && isBusy(before)) {
      return new Move.Wait(plan.windows().deployPoll());
    }
    Incident.Open begun = incidents.save(open.with(step.with(started)));
    if (!holdsFence(begun, started)) {
      return new Move.Wait(plan.windows().deployPoll());
    }
    VersionNotes source = source(agent, step.step(), started.versionBefore());
    String result;
    try {
      result = carryOut(agent, step.step(), source, token(begun, step));
    } catch (DeploymentRefusedException e) {
      return finish(
          recovery.afterFailure(begun, agent, "refused: " + e.getMessage(), clock.instant()));
    }
    Instant done = clock.instant();
    Incident.Open changed = begun.with(step.with(new StepState.Done(started.at(), done, result)));
    if (!(step.step() instanceof Step.MoveEndpoint)) {
      note(agent, source, result, done);
    }
    return finish(recovery.afterChange(changed, done));
  }

  /** A deployment that came after the evidence was gathered is not ours to overwrite. */
  private static boolean changedSince(Incident.Open open, RuntimeView before) {
    boolean firstChange =
        open.file().steps().stream()
            .noneMatch(
                step -> step.step().mutates() && !(step.state() instanceof StepState.Pending));
    return firstChange
        && open.file()
            .findAssessment()
            .map(assessment -> before.updatedAt().isAfter(assessment.at()))
            .orElse(false);
  }

  private static boolean isBusy(RuntimeView view) {
    return view.status().equals("UPDATING") || view.status().equals("CREATING");
  }

  private boolean holdsFence(Incident.Open begun, StepState.Started started) {
    return incidents.get(begun.id()).file().findLastStep().map(StepRecord::state).stream()
        .anyMatch(state -> state.equals(started));
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

  private String carryOut(Agent agent, Step step, VersionNotes source, String token) {
    return switch (step) {
      case Step.Redeploy() ->
          deployments.redeploy(agent, source.version(), source.release(), token);
      case Step.RollBack(String to) -> deployments.rollBack(agent, to, source.release(), token);
      case Step.MoveEndpoint(String to) -> deployments.moveEndpoint(agent, to, token);
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
    String key = incident.id() + "/RESPOND/" + step.step().name() + "/" + step.number();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
