package com.vitracka.responder.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTableTest {
  private static final Instant NOW = Instant.parse("2026-02-08T14:30:00Z");
  private static final Plan PLAN = TestPlans.plan();
  private static final Agent AGENT = PLAN.getAgent("coach-companion");

  /** Columns: canary, users, deployment near, commit of failed tests, then the row that decides. */
  private static final String TABLE =
      """
      MODEL_DOWN , SERVED   , false, NONE , model-down                    , P1, TELL
      CRASHED    , FAILING  , true , NONE , broken-after-deployment       , P1, ROLL_BACK
      CRASHED    , FAILING  , false, NONE , broken                        , P1, REDEPLOY
      AGENT_ERROR, FAILING  , false, NONE , broken                        , P1, REDEPLOY
      TIMED_OUT  , NONE     , false, NONE , broken                        , P1, REDEPLOY
      MISSING    , NONE     , false, NONE , agent-missing                 , P1, TELL
      UNREACHABLE, NONE     , false, NONE , agentcore-unreachable         , P1, TELL
      NOT_MMDSV2 , NONE     , false, NONE , mmdsv2-missing                , P1, TELL
      ROLE_BAD   , NONE     , false, NONE , role-invalid                  , P1, TELL
      REFUSED    , FAILING  , false, NONE , refused-for-everybody         , P1, TELL
      REJECTED   , FAILING  , false, NONE , refused-for-everybody         , P1, TELL
      REFUSED    , SERVED   , false, NONE , canary-refused-users-served   , P3, TELL
      REJECTED   , SERVED   , false, NONE , canary-refused-users-served   , P3, TELL
      REFUSED    , NONE     , false, NONE , canary-refused                , P2, TELL
      THROTTLED  , SERVED   , true , NONE , throttled-after-deployment    , P2, ROLL_BACK
      RIGHT      , THROTTLED, false, NONE , throttled                     , P2, TELL
      WRONG      , SERVED   , true , NONE , wrong-answer-after-deployment , P2, ROLL_BACK
      WRONG      , SERVED   , false, NONE , wrong-answer                  , P2, TELL
      RIGHT      , SERVED   , true , LIVE , tests-failed-after-deployment , P2, ROLL_BACK
      SLOW       , SERVED   , true , NONE , slow-after-deployment         , P2, ROLL_BACK
      RIGHT      , SLOW     , false, NONE , slow                          , P2, WATCH
      RIGHT      , FAILING  , true , NONE , some-fail-after-deployment    , P2, WATCH
      RIGHT      , FAILING  , false, NONE , some-fail                     , P2, WATCH
      RIGHT      , SERVED   , false, OTHER, failed-tests-not-live         , P3, TELL
      RIGHT      , SERVED   , false, NONE , healthy                       , P4, VERIFY
      NONE       , UNKNOWN  , false, NONE , unknown                       , P2, TELL
      """;

  @ParameterizedTest
  @CsvSource(textBlock = TABLE)
  void the_first_row_that_fits_decides(
      String canary,
      String users,
      boolean deploymentNear,
      String failedTests,
      String row,
      String severity,
      String remedy) {
    Assessment assessment =
        assess(
            canary,
            users,
            deploymentNear,
            switch (failedTests) {
              case "LIVE" -> signal(Trouble.TESTS_FAILED);
              case "OTHER" -> signal(Trouble.TESTS_FAILED).withCommit("1111111");
              default -> signal(Trouble.ERRORS);
            });

    assertThat(assessment.rule()).isEqualTo(row);
    assertThat(assessment.severity()).hasToString(severity);
    assertThat(assessment.remedy()).hasToString(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                       tests-failed-after-deployment",
    "8f3c2ab,                                  tests-failed-after-deployment",
    "8F3C2AB90D11,                             tests-failed-after-deployment",
    "8f3c2a,                                   failed-tests-not-live",
    "1111111,                                  failed-tests-not-live",
  })
  void failed_tests_roll_back_only_when_the_commit_that_they_name_is_the_live_one(
      String commit, String row) {
    VersionNotes live =
        VersionNotes.of("2")
            .deployed(Optional.empty(), Optional.of("8f3c2ab90d11aa"), "pipeline", NOW);

    Assessment assessment =
        DecisionTable.assess(
            AGENT,
            PLAN.windows(),
            evidence("RIGHT", "SERVED", true, List.of(live)),
            NOW,
            List.of(signal(Trouble.TESTS_FAILED).withCommit(commit)));

    assertThat(assessment.rule()).isEqualTo(row);
  }

  @Test
  void failed_tests_of_a_commit_roll_nothing_back_when_nobody_noted_what_is_live() {
    Assessment assessment =
        DecisionTable.assess(
            AGENT,
            PLAN.windows(),
            evidence("RIGHT", "SERVED", true, List.of()),
            NOW,
            List.of(signal(Trouble.TESTS_FAILED).withCommit("8f3c2ab")));

    assertThat(assessment.remedy()).isEqualTo(Remedy.TELL);
    assertThat(assessment.severity()).isEqualTo(Severity.P3);
  }

  @Test
  void every_row_has_an_example_here() {
    Set<String> shown = new TreeSet<>();
    TABLE.lines().forEach(line -> shown.add(line.split(",", -1)[4].strip()));

    assertThat(shown).containsExactlyInAnyOrderElementsOf(DecisionTable.names());
  }

  @Test
  void a_deployment_that_the_responder_made_is_not_suspected() {
    VersionNotes ours =
        VersionNotes.of("2")
            .deployed(Optional.empty(), Optional.empty(), VersionNotes.RESPONDER, NOW);

    Assessment assessment =
        DecisionTable.assess(
            AGENT,
            PLAN.windows(),
            evidence("CRASHED", "FAILING", true, List.of(ours)),
            NOW,
            List.of(signal(Trouble.ERRORS)));

    assertThat(assessment.rule()).isEqualTo("broken");
  }

  @Test
  void a_rollback_goes_to_the_newest_known_good_version_before_the_live_one() {
    VersionNotes known =
        VersionNotes.of("1").rightAnswer(NOW.minus(Duration.ofDays(1)), Duration.ZERO);

    Assessment assessment =
        DecisionTable.assess(
            AGENT,
            PLAN.windows(),
            evidence("CRASHED", "FAILING", true, List.of(VersionNotes.of("2"), known)),
            NOW,
            List.of(signal(Trouble.ERRORS)));

    assertThat(assessment.goodVersion()).isEqualTo("1");
  }

  @Test
  void a_moved_endpoint_is_suspected_only_while_our_own_deployments_can_be_told() {
    Agent named =
        TestPlans.planWith("agents.coach_companion.endpoint", "production")
            .getAgent("coach-companion");
    RuntimeView old = new RuntimeView("READY", "2", NOW.minus(Duration.ofDays(5)), "");
    Observed<List<VersionView>> seen =
        new Observed.Seen<>(List.of(new VersionView("2", old.updatedAt())));

    assertThat(assess(named, moved(old, seen, "CRASHED")).rule())
        .isEqualTo("broken-after-deployment");
    assertThat(assess(named, moved(old, new Observed.Unknown<>("throttled"), "CRASHED")).rule())
        .isEqualTo("broken");
  }

  @Test
  void of_two_failures_the_one_that_no_deployment_can_change_counts() {
    RuntimeView old = new RuntimeView("READY", "2", NOW.minus(Duration.ofDays(5)), "");
    Observed<List<VersionView>> seen =
        new Observed.Seen<>(List.of(new VersionView("2", old.updatedAt())));

    assertThat(moved(old, seen, "REFUSED", "CRASHED").findAnswer()).contains(Answer.REFUSED);
    assertThat(moved(old, seen, "CRASHED", "REFUSED").findAnswer()).contains(Answer.REFUSED);
    assertThat(moved(old, seen, "CRASHED", "TIMED_OUT").findAnswer()).contains(Answer.TIMED_OUT);
    assertThat(moved(old, seen, "CRASHED", "RIGHT").findAnswer()).contains(Answer.RIGHT);
  }

  /** The endpoint was moved five minutes ago. */
  private static Evidence moved(
      RuntimeView runtime, Observed<List<VersionView>> versions, String... canary) {
    return new Evidence(
        NOW,
        NOW,
        new Observed.Seen<>(runtime),
        new Observed.Seen<>(
            new RuntimeView("READY", runtime.version(), NOW.minus(Duration.ofMinutes(5)), "")),
        versions,
        new Observed.Seen<>(Stream.of(canary).map(DecisionTableTest::canary).toList()),
        new Observed.Seen<>(new LogFindings(0, Set.of())),
        traffic("FAILING"),
        List.of());
  }

  private static Assessment assess(Agent agent, Evidence evidence) {
    return DecisionTable.assess(
        agent, PLAN.windows(), evidence, NOW, List.of(signal(Trouble.ERRORS)));
  }

  private static Signal signal(Trouble trouble) {
    return new Signal(Path.SNS, trouble, "a sign", NOW, NOW, "");
  }

  private static Assessment assess(
      String canary, String users, boolean deploymentNear, Signal signal) {
    return DecisionTable.assess(
        AGENT,
        PLAN.windows(),
        evidence(canary, users, deploymentNear, List.of()),
        NOW,
        List.of(signal));
  }

  private static Evidence evidence(
      String canary, String users, boolean deploymentNear, List<VersionNotes> notes) {
    Instant deployed = NOW.minus(deploymentNear ? Duration.ofMinutes(5) : Duration.ofDays(5));
    RuntimeView view = new RuntimeView("READY", "2", deployed, "");
    return new Evidence(
        NOW,
        NOW,
        new Observed.Seen<>(view),
        new Observed.Seen<>(view),
        new Observed.Seen<>(List.of(new VersionView("2", deployed))),
        canary.equals("NONE")
            ? new Observed.Unknown<>("it broke")
            : new Observed.Seen<>(List.of(canary(canary))),
        new Observed.Seen<>(new LogFindings(0, Set.of())),
        traffic(users),
        notes);
  }

  private static CanaryResult canary(String canary) {
    return switch (canary) {
      case "NOT_MMDSV2" -> rejected("This runtime is not MMDSv2-enabled");
      case "ROLE_BAD" -> rejected("Role validation failed for 'r'");
      default -> new CanaryResult(Answer.valueOf(canary), Duration.ofSeconds(1), "");
    };
  }

  private static CanaryResult rejected(String said) {
    return CanaryResult.failed(Answer.REJECTED, Duration.ofSeconds(1), "ValidationException", said);
  }

  private static Observed<Traffic> traffic(String users) {
    return switch (users) {
      case "UNKNOWN" -> new Observed.Unknown<>("no metrics");
      case "FAILING" -> new Observed.Seen<>(new Traffic(10, 10, 0, Duration.ofSeconds(1)));
      case "THROTTLED" -> new Observed.Seen<>(new Traffic(10, 0, 10, Duration.ofSeconds(1)));
      case "SLOW" -> new Observed.Seen<>(new Traffic(10, 0, 0, Duration.ofSeconds(30)));
      case "NONE" -> new Observed.Seen<>(new Traffic(0, 0, 0, Duration.ZERO));
      default -> new Observed.Seen<>(new Traffic(10, 0, 0, Duration.ofSeconds(1)));
    };
  }
}
