package com.vitracka.responder.respond;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.Evidence;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.Observed;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether the agent answers again: the deployment is there, a new session gets a right
 * answer, and nothing disturbs the stability window (the plan's phase VERIFY). Pure, as {@link
 * Recovery}.
 */
public final class Verifying {
  /** So often may a right answer be wrong before it counts: a single blip is not a failure. */
  private static final int WRONG_ANSWERS = 2;

  private final Plan plan;
  private final Recovery recovery;

  public Verifying(Plan plan, Recovery recovery) {
    this.plan = plan;
    this.recovery = recovery;
  }

  /** Judges one check of the agent after a step, or while it is only watched. */
  public Turn verify(Incident.Open incident, Agent agent, Evidence check, Controls controls) {
    Instant now = check.at();
    Windows windows = plan.windows();
    Optional<StepRecord> change =
        incident
            .file()
            .findLastStep()
            .filter(step -> step.step().mutates() && step.state() instanceof StepState.Done);
    Verification verification = incident.file().verification();
    Instant since = verification.findSince().orElse(now);
    if (change.isPresent()) {
      Optional<Turn> unfinished = whileDeploying(incident, agent, check, change.get(), controls);
      if (unfinished.isPresent()) {
        return unfinished.get();
      }
      if (verification.findReadyAt().isEmpty()) {
        verification = verification.ready(now);
      }
    }
    Optional<Answer> answer = check.findAnswer();
    if (answer.isEmpty()) {
      return late(since, now)
          ? Recovery.escalate(
              incident, now, "the agent could not be looked at, so nothing is proven")
          : new Turn(incident.with(verification), new Move.Wait(windows.checkEvery()));
    }
    if (answer.get() == Answer.RIGHT) {
      return rightAnswer(incident.with(verification), agent, check, change, since, false);
    }
    if (isSlowOnly(incident, answer.get())) {
      // The outage is over and the cold start of a new session is slow: not right, not broken.
      return rightAnswer(incident.with(verification), agent, check, change, since, true);
    }
    return wrongAnswer(
        incident.with(
            verification.wrongAnswer(
                answer.get().deploymentCanChange(), "the agent " + answer.get().words())),
        agent,
        check,
        change,
        since,
        answer.get(),
        controls);
  }

  private Turn wrongAnswer(
      Incident.Open noted,
      Agent agent,
      Evidence check,
      Optional<StepRecord> change,
      Instant since,
      Answer answer,
      Controls controls) {
    Instant now = check.at();
    Windows windows = plan.windows();
    String words = "the agent " + answer.words();
    if (isWatched(noted)) {
      return now.isBefore(since.plus(windows.watch()))
          ? new Turn(noted, new Move.Wait(windows.checkEvery()))
          : Recovery.escalate(noted, now, words + " for " + minutes(windows.watch()));
    }
    Verification seen = noted.file().verification();
    if ((answer.deploymentCanChange() ? seen.brokenInARow() : seen.wrongInARow()) < WRONG_ANSWERS) {
      return new Turn(noted, new Move.Wait(windows.checkEvery()));
    }
    if (change.isEmpty()) {
      // It was healthy when it was assessed and is not any more: that is new evidence.
      return recovery.assess(noted, agent, check, controls);
    }
    if (answer.deploymentCanChange()) {
      return recovery.afterFailure(noted, agent, words + " after it", controls, now);
    }
    return late(since, now)
        ? Recovery.escalate(noted, now, words + ", which no deployment can change")
        : new Turn(noted, new Move.Wait(windows.checkEvery()));
  }

  private Optional<Turn> whileDeploying(
      Incident.Open incident, Agent agent, Evidence check, StepRecord change, Controls controls) {
    String expected = ((StepState.Done) change.state()).result();
    boolean endpointMoved = change.step() instanceof Step.MoveEndpoint;
    if (!endpointMoved) {
      Optional<Turn> notYet = notThere(incident, agent, check, check.runtime(), change, controls);
      if (notYet.isPresent()) {
        return notYet;
      }
    }
    if (endpointMoved || agent.usesDefaultEndpoint()) {
      // Users get the endpoint's version, and DEFAULT may follow the runtime a moment later.
      Optional<Turn> notYet = notThere(incident, agent, check, check.endpoint(), change, controls);
      if (notYet.isPresent()) {
        return notYet;
      }
    }
    if (change.step() instanceof Step.Redeploy
        && !agent.usesDefaultEndpoint()
        && isBroken(incident, check)
        && isNoBlip(incident.file().verification())) {
      return Optional.of(Recovery.decide(incident, new Step.MoveEndpoint(expected), check.at()));
    }
    return Optional.empty();
  }

  /** Once it has answered in another way, one failure is not enough for another change. */
  private static boolean isNoBlip(Verification before) {
    boolean brokenAllAlong = before.right() == 0 && before.wrongInARow() == before.brokenInARow();
    return brokenAllAlong || before.brokenInARow() + 1 >= WRONG_ANSWERS;
  }

  /** Whether users' version fails still, in a way that a deployment can change. */
  private static boolean isBroken(Incident.Open incident, Evidence check) {
    return check
        .findAnswer()
        .filter(Answer::deploymentCanChange)
        .filter(answer -> !isSlowOnly(incident, answer))
        .isPresent();
  }

  /** What to do while a runtime or endpoint is not ready with the version that we made. */
  private Optional<Turn> notThere(
      Incident.Open incident,
      Agent agent,
      Evidence check,
      Observed<RuntimeView> seen,
      StepRecord change,
      Controls controls) {
    Instant now = check.at();
    Instant since = incident.file().verification().findSince().orElse(now);
    if (seen instanceof Observed.Unknown<RuntimeView>(String why)) {
      return Optional.of(
          late(since, now)
              ? Recovery.escalate(incident, now, "the deployment cannot be watched: " + why)
              : new Turn(unbroken(incident, check), new Move.Wait(plan.windows().deployPoll())));
    }
    RuntimeView view = seen.find().orElseThrow();
    String expected = ((StepState.Done) change.state()).result();
    if (view.failed()) {
      return Optional.of(
          undone(incident, agent, check, view.status() + ": " + view.failureReason(), controls));
    }
    if (isForeign(view, change)) {
      return Optional.of(
          recovery.afterForeignChange(
              incident,
              "version " + view.version() + " is there, we made version " + expected,
              now));
    }
    if (view.ready() && view.version().equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        late(since, now)
            ? undone(
                incident,
                agent,
                check,
                "still "
                    + view.status()
                    + " with version "
                    + view.version()
                    + " after "
                    + minutes(plan.windows().deployTimeout()),
                controls)
            : new Turn(unbroken(incident, check), new Move.Wait(plan.windows().deployPoll())));
  }

  /** A right answer, or one that no deployment can change, ends the count of those that one can. */
  private static Incident.Open unbroken(Incident.Open incident, Evidence check) {
    Verification before = incident.file().verification();
    return check
        .findAnswer()
        .filter(answer -> !answer.deploymentCanChange())
        .map(
            answer ->
                incident.with(
                    answer == Answer.RIGHT
                        ? before.rightAnswer(check.gatheredAt())
                        : before.wrongAnswer(false, "the agent " + answer.words())))
        .orElse(incident);
  }

  /** The change did not come about: the next one, if the agent fails still. */
  private Turn undone(
      Incident.Open incident, Agent agent, Evidence check, String reason, Controls controls) {
    Instant now = check.at();
    if (isBroken(incident, check) && isNoBlip(incident.file().verification())) {
      return recovery.afterFailure(incident, agent, reason, controls, now);
    }
    // What is live answers, or fails for another cause: that is looked at anew.
    return new Turn(
        Recovery.withLastFailed(incident, reason, now).with(Verification.startedAt(now)),
        new Move.Wait(plan.windows().checkEvery()));
  }

  /**
   * Whether somebody else has changed what we have. An older version is one that is not there yet;
   * an endpoint has a newer one before it is moved back, and was changed by others only when that
   * came after our move.
   */
  private static boolean isForeign(RuntimeView view, StepRecord change) {
    StepState.Done done = (StepState.Done) change.state();
    return change.step() instanceof Step.MoveEndpoint
        ? !view.version().equals(done.result()) && view.updatedAt().isAfter(done.at())
        : isNewer(view.version(), done.result());
  }

  private static boolean isNewer(String version, String expected) {
    return !version.isEmpty() && Integer.parseInt(version) > Integer.parseInt(expected);
  }

  private Turn rightAnswer(
      Incident.Open incident,
      Agent agent,
      Evidence check,
      Optional<StepRecord> change,
      Instant since,
      boolean slow) {
    Instant now = check.at();
    Windows windows = plan.windows();
    List<String> disturbances = disturbances(agent, check, slow);
    Verification before = incident.file().verification();
    // The window begins when the answer was there, and is over when a check of it begins.
    Instant answered = check.gatheredAt();
    Verification verification =
        !disturbances.isEmpty() && before.findRightSince().isPresent()
            ? before.rightAnswer(answered).disturbed(answered, String.join(", ", disturbances))
            : before.rightAnswer(answered);
    Incident.Open noted = incident.with(verification);
    Duration window = window(noted, change);
    Instant until = verification.findRightSince().orElse(now).plus(window);
    if (!now.isBefore(until)) {
      return new Turn(noted.resolve(now, resolution(noted, agent, change)), new Move.Done());
    }
    Duration most = window.multipliedBy(3).plus(windows.watch());
    if (now.isAfter(since.plus(windows.deployTimeout()).plus(most))) {
      return Recovery.escalate(
          noted, now, "our canary is answered, but errors or slow answers go on");
    }
    Duration left = Duration.between(now, until);
    return new Turn(
        noted,
        new Move.Wait(left.compareTo(windows.checkEvery()) < 0 ? left : windows.checkEvery()));
  }

  /** What was seen beside a right answer that does not go with a stable agent, in words. */
  private static List<String> disturbances(Agent agent, Evidence check, boolean slow) {
    List<String> seen = new ArrayList<>();
    if (slow) {
      seen.add("our canary was answered slowly");
    }
    int errorLines = check.log().find().map(LogFindings::errorLines).orElse(0);
    if (errorLines > 0) {
      seen.add("error lines in the log: " + errorLines);
    }
    Optional<Traffic> traffic = check.traffic().find();
    long errors = traffic.map(Traffic::errors).orElse(0L);
    if (errors > 0) {
      seen.add("failed calls of users: " + errors);
    }
    traffic
        .map(Traffic::p95Latency)
        .filter(latency -> latency.compareTo(agent.thresholds().latency()) > 0)
        .ifPresent(latency -> seen.add("users were answered in " + latency.toMillis() + " ms"));
    return seen;
  }

  /** Scenario 1, step 5: three minutes; rollback procedure, step 4: five. */
  private Duration window(Incident.Open incident, Optional<StepRecord> change) {
    boolean rolledBack =
        change
            .map(
                step ->
                    switch (step.step()) {
                      case Step.RollBack rollBack -> true;
                      case Step.MoveEndpoint(String to) -> !redeployedAs(incident, to);
                      case Step.Redeploy redeploy -> false;
                      case Step.BackUp backUp -> false;
                    })
            .orElse(false);
    return rolledBack ? plan.windows().stabilityAfterRollback() : plan.windows().stability();
  }

  private static boolean redeployedAs(Incident.Open incident, String version) {
    return incident.file().steps().stream()
        .anyMatch(
            step ->
                step.step() instanceof Step.Redeploy
                    && step.state() instanceof StepState.Done done
                    && done.result().equals(version));
  }

  private static String resolution(
      Incident.Open incident, Agent agent, Optional<StepRecord> change) {
    return change
        .map(
            step ->
                switch (step.step()) {
                  case Step.RollBack(String to) -> "Rolled back to previous version (" + to + ")";
                  case Step.MoveEndpoint(String to) ->
                      redeployedAs(incident, to)
                          ? "Redeployed as version " + to
                          : "Rolled back to previous version (endpoint moved to " + to + ")";
                  case Step.Redeploy() ->
                      agent.usesDefaultEndpoint()
                          ? "Redeployed as version " + ((StepState.Done) step.state()).result()
                          : "The agent recovered by itself; its endpoint was not moved";
                  case Step.BackUp() -> "Backed up";
                })
        .orElseGet(() -> byItself(incident));
  }

  private static String byItself(Incident.Open incident) {
    boolean tried =
        incident.file().steps().stream()
            .anyMatch(step -> step.step().mutates() && step.state() instanceof StepState.Failed);
    return tried
        ? "The agent recovered by itself; no change had come about"
        : "The agent recovered by itself; nothing was changed";
  }

  private boolean late(Instant since, Instant now) {
    return now.isAfter(since.plus(plan.windows().deployTimeout()));
  }

  /** Where the trouble is not the speed: a new session may start slowly. */
  private static boolean isSlowOnly(Incident.Open incident, Answer answer) {
    return answer == Answer.SLOW && !isAboutSpeed(incident);
  }

  private static boolean isAboutSpeed(Incident.Open incident) {
    return Recovery.assessment(incident).rule().startsWith("slow");
  }

  private static boolean isWatched(Incident.Open incident) {
    return Recovery.assessment(incident).remedy() == Remedy.WATCH;
  }

  private static String minutes(Duration duration) {
    return duration.toSeconds() < 60 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }
}
