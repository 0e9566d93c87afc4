package com.vitracka.responder.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.local.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Set<String> ALL = Set.of("SNS", "EVENTBRIDGE", "CANARY");

  @Test
  void a_crash_that_was_recovered_by_one_deployment_is_as_documented() {
    Verdict verdict = verdict(Fault.CRASH, List.of("RESOLVED"), "P1", "1", 1, ALL);

    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.line())
        .isEqualTo(
            "RESULT fault=crash outcome=RESOLVED severity=P1 scenario=1 detect_s=1.5 recover_s=27.1"
                + " user_outage_s=17.7 overhead_s=7.0 deployments=1");
  }

  @Test
  void a_crash_that_the_canary_did_not_see_is_not() {
    Verdict verdict =
        verdict(Fault.CRASH, List.of("RESOLVED"), "P1", "1", 1, Set.of("SNS", "EVENTBRIDGE"));

    assertThat(verdict.differences()).singleElement().asString().contains("CANARY");
  }

  @Test
  void a_second_incident_is_not() {
    Verdict verdict = verdict(Fault.CRASH, List.of("RESOLVED", "RESOLVED"), "P1", "1", 1, ALL);

    assertThat(verdict.differences()).singleElement().asString().contains("incidents ended");
  }

  @Test
  void a_deployment_for_a_model_that_is_out_is_not() {
    Verdict verdict = verdict(Fault.MODEL_DOWN, List.of("ESCALATED"), "P1", "-", 1, ALL);

    assertThat(verdict.differences()).singleElement().asString().contains("deployed 1 times");
  }

  @Test
  void a_slow_agent_may_end_either_way() {
    for (String outcome : List.of("RESOLVED", "ESCALATED")) {
      assertThat(verdict(Fault.SLOW, List.of(outcome), "P2", "1", 1, ALL).differences()).isEmpty();
    }
    assertThat(verdict(Fault.SLOW, List.of("OPEN"), "P2", "1", 1, ALL).differences()).isNotEmpty();
  }

  @Test
  void flapping_needs_three_recoveries_before_it_is_handed_over() {
    List<String> documented = List.of("RESOLVED", "RESOLVED", "RESOLVED", "ESCALATED");

    assertThat(verdict(Fault.FLAPPING, documented, "P1", "1", 3, ALL).differences()).isEmpty();
    assertThat(
            verdict(Fault.FLAPPING, List.of("RESOLVED", "ESCALATED"), "P1", "1", 3, ALL)
                .differences())
        .isNotEmpty();
  }

  private static Verdict verdict(
      Fault fault,
      List<String> outcomes,
      String severity,
      String scenario,
      int deployments,
      Set<String> paths) {
    return new Verdict(
        fault,
        outcomes,
        severity,
        scenario,
        Duration.ofMillis(1_500),
        Duration.ofMillis(27_120),
        Duration.ofMillis(17_700),
        Optional.of(Duration.ofMillis(7_000)),
        deployments,
        paths,
        fault == Fault.CRASH ? ALL : Set.of(),
        Optional.of(Duration.ofSeconds(3)));
  }
}
