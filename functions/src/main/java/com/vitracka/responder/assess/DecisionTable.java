package com.vitracka.responder.assess;

import static com.vitracka.responder.assess.Answer.MISSING;
import static com.vitracka.responder.assess.Answer.MODEL_DOWN;
import static com.vitracka.responder.assess.Answer.REFUSED;
import static com.vitracka.responder.assess.Answer.REJECTED;
import static com.vitracka.responder.assess.Answer.RIGHT;
import static com.vitracka.responder.assess.Answer.SLOW;
import static com.vitracka.responder.assess.Answer.THROTTLED;
import static com.vitracka.responder.assess.Answer.UNREACHABLE;
import static com.vitracka.responder.assess.Answer.WRONG;
import static com.vitracka.responder.incident.Remedy.REDEPLOY;
import static com.vitracka.responder.incident.Remedy.ROLL_BACK;
import static com.vitracka.responder.incident.Remedy.TELL;
import static com.vitracka.responder.incident.Remedy.VERIFY;
import static com.vitracka.responder.incident.Remedy.WATCH;
import static com.vitracka.responder.plan.Severity.P1;
import static com.vitracka.responder.plan.Severity.P2;
import static com.vitracka.responder.plan.Severity.P3;
import static com.vitracka.responder.plan.Severity.P4;

import com.vitracka.responder.assess.Findings.FailedTests;
import com.vitracka.responder.assess.Findings.Users;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns evidence into severity, scenario, remedy and hypothesis: the first row that fits counts
 * (the plan's "Incident Severity Levels" and "Recovery Procedures").
 */
public final class DecisionTable {
  private static final int AGENT_FAILURE = 1;
  private static final int AGENT_DELETED = 3;
  private static final int ROLE_DELETED = 4;
  private static final int NONE = 0;

  private static final List<String> ANSWERED_ALL_ALONG =
      List.of("some-fail", "tests-failed", "slow", "throttled");

  private static final List<Rule> RULES =
      List.of(
          rule(
              "model-down",
              canary(MODEL_DOWN),
              P1,
              NONE,
              TELL,
              "The model behind the agent is out; the agent itself runs",
              "Check the model's health and quota in Amazon Bedrock, and tell its provider"),
          rule(
              "broken-after-deployment",
              brokenBeyondDoubt().and(Findings::deploymentNear),
              P1,
              AGENT_FAILURE,
              ROLL_BACK,
              "Agent deployment failure",
              "Restore the backup, or deploy a release that is known to work"),
          rule(
              "broken",
              brokenBeyondDoubt(),
              P1,
              AGENT_FAILURE,
              REDEPLOY,
              "The agent's processes die or do not answer",
              "Read the agent's log and deploy a release that is known to work"),
          rule(
              "agent-missing",
              canary(MISSING),
              P1,
              AGENT_DELETED,
              TELL,
              "The runtime or its endpoint was deleted",
              "See in CloudTrail who deleted it, then deploy the newest release with --create"),
          rule(
              "agentcore-unreachable",
              canary(UNREACHABLE),
              P1,
              NONE,
              TELL,
              "AgentCore does not answer us",
              "Look at the AWS Health Dashboard for this region"),
          rule(
              "mmdsv2-missing",
              canary(REJECTED).and(f -> f.known().contains(KnownError.NOT_MMDSV2)),
              P1,
              NONE,
              TELL,
              "AgentCore invokes the agent for nobody",
              "Update the runtime with requireMMDSV2: true in its metadataConfiguration"),
          rule(
              "role-invalid",
              canary(REJECTED).and(f -> f.known().contains(KnownError.ROLE_INVALID)),
              P1,
              ROLE_DELETED,
              TELL,
              "AgentCore cannot take on the agent's role, and invokes the agent for nobody",
              "Recreate the execution role with its trust policy, then deploy again"),
          rule(
              "refused-for-everybody",
              refused().and(f -> f.users() == Users.FAILING),
              P1,
              NONE,
              TELL,
              "The agent refuses users' calls as well as our canary's",
              "Invoke the agent by hand; look at its authorizer, its resource policy and its role"),
          rule(
              "canary-refused-users-served",
              refused().and(f -> f.users() == Users.SERVED),
              P3,
              NONE,
              TELL,
              "Our own canary is not allowed to invoke the agent; users are served",
              "Give the Look function's role bedrock-agentcore:InvokeAgentRuntime on the agent"),
          rule(
              "canary-refused",
              refused(),
              P2,
              NONE,
              TELL,
              "Our own canary is refused, so that nobody can say whether the agent answers",
              "Invoke the agent by hand, then mend the Look function's rights"),
          rule(
              "throttled-after-deployment",
              canary(THROTTLED).or(f -> f.users() == Users.THROTTLED).and(Findings::deploymentNear),
              P2,
              AGENT_FAILURE,
              ROLL_BACK,
              "The new version opens more sessions than the quota allows",
              "Ask for a higher quota of sessions"),
          rule(
              "throttled",
              canary(THROTTLED).or(f -> f.users() == Users.THROTTLED),
              P2,
              NONE,
              TELL,
              "More sessions or calls than the quota allows",
              "End idle sessions and ask for a higher quota"),
          rule(
              "wrong-answer-after-deployment",
              canary(WRONG).and(Findings::deploymentNear),
              P2,
              AGENT_FAILURE,
              ROLL_BACK,
              "The new version answers wrongly",
              "Restore the backup, or deploy a release that is known to work"),
          rule(
              "wrong-answer",
              canary(WRONG),
              P2,
              AGENT_FAILURE,
              TELL,
              "The agent answers, but not what the plan expects",
              "Read the answer by hand: agent, model or expectation changed"),
          rule(
              "tests-failed-after-deployment",
              f -> f.failedTests() == FailedTests.OF_WHAT_IS_LIVE && f.deploymentNear(),
              P2,
              AGENT_FAILURE,
              ROLL_BACK,
              "The team's integration tests fail on the new version",
              "Restore the backup, or deploy a release that is known to work"),
          rule(
              "slow-after-deployment",
              slow().and(Findings::deploymentNear),
              P2,
              AGENT_FAILURE,
              ROLL_BACK,
              "The new version is slower than the threshold",
              "Restore the backup, or deploy a release that is known to work"),
          rule(
              "slow",
              slow(),
              P2,
              AGENT_FAILURE,
              WATCH,
              "Answers are right but slow; no deployment is near that could be the cause",
              "Look at the model's latency and at the agent's traces"),
          rule(
              "some-fail-after-deployment",
              canary(RIGHT).and(f -> f.users() == Users.FAILING).and(Findings::deploymentNear),
              P2,
              AGENT_FAILURE,
              WATCH,
              "Some users' calls fail while our canary is answered; the new version may be why",
              "Read the agent's log; when the new version is the cause, run responder rollback"),
          rule(
              "some-fail",
              canary(RIGHT).and(f -> f.users() == Users.FAILING),
              P2,
              AGENT_FAILURE,
              WATCH,
              "Some users' calls fail while our canary is answered",
              "Read the agent's log for what these calls have in common"),
          rule(
              "failed-tests-not-live",
              canary(RIGHT).and(f -> f.failedTests() == FailedTests.OF_ANOTHER_COMMIT),
              P3,
              NONE,
              TELL,
              "The team's tests failed on a commit that is not known to be live; users are not"
                  + " touched by it",
              "Mend the commit before it is deployed; if it is live, roll back by hand"),
          rule(
              "healthy",
              canary(RIGHT),
              P4,
              NONE,
              VERIFY,
              "The agent had recovered by itself when it was looked at",
              "None"),
          rule(
              "unknown",
              f -> true,
              P2,
              NONE,
              TELL,
              "The agent could not be looked at",
              "Invoke the agent by hand; see which probe failed and why"));

  private DecisionTable() {}

  /** What the evidence says of an agent that was not recovered of late. */
  public static Assessment assess(
      Agent agent, Windows windows, Evidence evidence, Instant startedAt, List<Signal> signals) {
    return assess(agent, windows, evidence, startedAt, signals, List.of());
  }

  /**
   * What the evidence says of an agent.
   *
   * @param recoveries ends of our own recoveries of late
   */
  public static Assessment assess(
      Agent agent,
      Windows windows,
      Evidence evidence,
      Instant startedAt,
      List<Signal> signals,
      List<Instant> recoveries) {
    Findings findings = Findings.of(agent, windows, evidence, startedAt, signals, recoveries);
    Rule rule = RULES.stream().filter(row -> row.when().test(findings)).findFirst().orElseThrow();
    return new Assessment(
        evidence.at(),
        rule.severity(),
        rule.scenario(),
        rule.name(),
        rule.remedy(),
        hypothesis(rule, findings),
        rule.resort(),
        findings.good().map(VersionNotes::version).orElse(""),
        evidence.findings());
  }

  private static String hypothesis(Rule rule, Findings findings) {
    List<String> parts = new ArrayList<>();
    parts.add(rule.hypothesis());
    if (rule.remedy() == ROLL_BACK) {
      findings
          .suspect()
          .ifPresent(
              suspect ->
                  parts.add(
                      "version " + suspect.version() + " was deployed " + suspect.deployedAt()));
    }
    Set<KnownError> causes = EnumSet.noneOf(KnownError.class);
    causes.addAll(findings.known());
    causes.remove(KnownError.START_FAILED);
    causes.forEach(cause -> parts.add(cause.meaning()));
    return String.join("; ", parts);
  }

  /**
   * Whether right answers of our canary show that a trouble judged by that row is over: not where
   * the canary was answered all along.
   */
  public static boolean canaryShows(String rule) {
    return ANSWERED_ALL_ALONG.stream().noneMatch(rule::startsWith);
  }

  /** The names of all rows, in order; each has a test. */
  static List<String> names() {
    return RULES.stream().map(Rule::name).toList();
  }

  private static Predicate<Findings> canary(Answer answer) {
    return findings -> findings.canary().equals(java.util.Optional.of(answer));
  }

  private static Predicate<Findings> brokenBeyondDoubt() {
    return canary(Answer.CRASHED).or(canary(Answer.AGENT_ERROR)).or(canary(Answer.TIMED_OUT));
  }

  private static Predicate<Findings> refused() {
    return canary(REFUSED).or(canary(REJECTED));
  }

  private static Predicate<Findings> slow() {
    return canary(SLOW).or(canary(RIGHT).and(findings -> findings.users() == Users.SLOW));
  }

  private static Rule rule(
      String name,
      Predicate<Findings> when,
      Severity severity,
      int scenario,
      Remedy remedy,
      String hypothesis,
      String resort) {
    return new Rule(
        name,
        when,
        severity,
        scenario == NONE ? OptionalInt.empty() : OptionalInt.of(scenario),
        remedy,
        hypothesis,
        resort);
  }
}
