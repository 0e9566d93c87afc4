package com.vitracka.responder.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTableTest {
  private static final Instant NOW = Instant.parse("2026-02-08T14:30:00Z");
  private static final Plan PLAN = TestPlans.plan();
  private static final Agent AGENT = PLAN.getAgent("coach-companion");

  /** Columns: canary, what users see, deployment near, tests failed, then the row that decides. */
  private static final String TABLE =
      """
      MODEL_DOWN , SERVED   , false, false, model-down                    , P1, TELL
      CRASHED    , FAILING  , true , false, broken-after-deployment       , P1, ROLL_BACK
      CRASHED    , FAILING  , false, false, broken                        , P1, REDEPLOY
      AGENT_ERROR, FAILING  , false, false, broken                        , P1, REDEPLOY
      TIMED_OUT  , NONE     , false, false, broken                        , P1, REDEPLOY
      MISSING    , NONE     , false, false, agent-missing                 , P1, TELL
      UNREACHABLE, NONE     , false, false, agentcore-unreachable         , P1, TELL
      REFUSED    , SERVED   , false, false, canary-refused-users-served   , P3, TELL
      REFUSED    , FAILING  , false, false, canary-refused                , P2, TELL
      THROTTLED  , SERVED   , true , false, throttled-after-deployment    , P2, ROLL_BACK
      RIGHT      , THROTTLED, false, false, throttled                     , P2, TELL
      WRONG      , SERVED   , true , false, wrong-answer-after-deployment , P2, ROLL_BACK
      WRONG      , SERVED   , false, false, wrong-answer                  , P2, TELL
      RIGHT      , SERVED   , true , true , tests-failed-after-deployment , P2, ROLL_BACK
      SLOW       , SERVED   , true , false, slow-after-deployment         , P2, ROLL_BACK
      RIGHT      , SLOW     , false, false, slow                          , P2, WATCH
      RIGHT      , FAILING  , true , false, some-fail-after-deployment    , P2, WATCH
      RIGHT      , FAILING  , false, false, some-fail                     , P2, WATCH
      RIGHT      , SERVED   , false, false, healthy                       , P4, VERIFY
      NONE       , UNKNOWN  , false, false, unknown                       , P2, TELL
      """;

  @ParameterizedTest
  @CsvSource(textBlock = TABLE)
  void the_first_row_that_fits_decides(
      String canary,
      String users,
      boolean deploymentNear,
      boolean testsFailed,
      String row,
      String severity,
      String remedy) {
    Assessment assessment =
        assess(canary, users, deploymentNear, testsFailed ? Trouble.TESTS_FAILED : Trouble.ERRORS);

    assertThat(assessment.rule()).isEqualTo(row);
    assertThat(assessment.severity()).hasToString(severity);
    assertThat(assessment.remedy()).hasToString(remedy);
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
            .deployed(
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                VersionNotes.RESPONDER,
                NOW);

    Assessment assessment =
        DecisionTable.assess(
            AGENT,
            PLAN.windows(),
            evidence("CRASHED", "FAILING", true, List.of(ours)),
            NOW,
            Set.of(Trouble.ERRORS));

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
            Set.of(Trouble.ERRORS));

    assertThat(assessment.goodVersion()).isEqualTo("1");
  }

  private static Assessment assess(
      String canary, String users, boolean deploymentNear, Trouble trouble) {
    return DecisionTable.assess(
        AGENT,
        PLAN.windows(),
        evidence(canary, users, deploymentNear, List.of()),
        NOW,
        Set.of(trouble));
  }

  private static Evidence evidence(
      String canary, String users, boolean deploymentNear, List<VersionNotes> notes) {
    Instant deployed = NOW.minus(deploymentNear ? Duration.ofMinutes(5) : Duration.ofDays(5));
    RuntimeView view = new RuntimeView("READY", "2", deployed, "");
    return new Evidence(
        NOW,
        new Observed.Seen<>(view),
        new Observed.Seen<>(view),
        new Observed.Seen<>(List.of(new VersionView("2", deployed))),
        canary.equals("NONE")
            ? new Observed.Unknown<>("it broke")
            : new Observed.Seen<>(
                List.of(new CanaryResult(Answer.valueOf(canary), Duration.ofSeconds(1), ""))),
        new Observed.Seen<>(new LogFindings(0, Set.of())),
        traffic(users),
        notes);
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
