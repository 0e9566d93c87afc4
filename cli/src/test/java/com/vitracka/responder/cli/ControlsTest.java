package com.vitracka.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands by which people hold back the responder. */
class ControlsTest {
  private static final String HOME = "eu-west-1";
  private static final String STANDBY = "eu-central-1";
  private static final String COACH = "coach_companion";

  private final AnAccount account = new AnAccount().withResponderIn(HOME);
  private final Console console = account.console();

  @AfterEach
  void close() {
    account.close();
  }

  private int run(String... arguments) {
    return console.run(arguments);
  }

  private Controls controls(String region) {
    return account.controls(region).read(COACH);
  }

  @Test
  void the_brake_is_pulled_in_both_regions_and_each_says_so() {
    account.withResponderIn(STANDBY);

    assertThat(run("brake", "on", "--reason", "something is odd")).isZero();

    assertThat(console.out())
        .contains("eu-west-1\n  all agents: brake ON, by jane since", "(something is odd)")
        .contains("eu-central-1\n  all agents: brake ON, by jane since");
    for (String region : List.of(HOME, STANDBY)) {
      assertThat(account.controls(region).findBrakeForAll())
          .map(set -> set.by() + ": " + set.reason())
          .contains("jane: something is odd");
    }
  }

  @Test
  void a_region_without_a_responder_says_so() {
    assertThat(run("brake", "on")).isZero();

    assertThat(console.out()).contains("eu-central-1\n  no responder is deployed here");
  }

  @Test
  void where_no_region_has_one_there_is_nothing_to_brake() {
    try (AnAccount empty = new AnAccount()) {
      Console there = empty.console();

      assertThat(there.run("brake", "on")).isEqualTo(ExitCode.NOT_DEPLOYED.code());
      assertThat(there.err()).contains("there is no stack AgentCoreResponder");
    }
  }

  @Test
  void a_region_that_is_out_keeps_nobody_from_the_other_and_is_named() {
    account.withResponderIn(STANDBY).withoutRegion(HOME);

    int exit = run("brake", "on");

    assertThat(exit).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(account.controls(STANDBY).findBrakeForAll()).isPresent();
    assertThat(console.out()).contains("eu-west-1\n  did not answer", "eu-central-1\n  all agents");
    assertThat(console.err()).contains("region eu-west-1 did not answer");
  }

  @Test
  void the_brake_of_one_agent_leaves_that_of_all_alone() {
    run("brake", "on", "--agent", "coach-companion");
    assertThat(controls(HOME).brake()).isPresent();
    assertThat(controls(HOME).brakeForAll()).isEmpty();
    run("brake", "on");

    assertThat(run("brake", "off", "--agent", COACH, "--yes")).isZero();

    assertThat(controls(HOME).brake()).isEmpty();
    assertThat(console.out())
        .endsWith("no responder is deployed here\n")
        .contains("coach_companion: brake off, no hold, not retired\n  all agents: brake ON");
  }

  @Test
  void the_brake_is_off_again() {
    run("brake", "on");

    assertThat(run("brake", "off")).isZero();

    assertThat(account.controls(HOME).findBrakeForAll()).isEmpty();
  }

  @Test
  void the_status_is_one_document_for_programs() {
    run("brake", "on", "--agent", COACH, "--reason", "why");
    Console fresh = account.console();

    assertThat(fresh.run("brake", "status", "--json")).isZero();

    JsonObject home = Json.object(fresh.out()).objects("regions").getFirst();
    assertThat(home.flag("brakeForAll")).isFalse();
    assertThat(home.object("agents").object(COACH).object("brake").text("by")).isEqualTo("jane");
  }

  @Test
  void a_dry_run_prints_the_calls_of_both_regions_and_makes_none() {
    account.withResponderIn(STANDBY);

    assertThat(run("brake", "on", "--dry-run")).isZero();
    assertThat(run("hold", COACH, "--for", "2h", "--reason", "x", "--dry-run")).isZero();
    assertThat(run("mode", COACH, "observe", "--dry-run")).isZero();
    assertThat(run("retire", COACH, "--reason", "x", "--dry-run")).isZero();

    assertThat(account.writes()).isEmpty();
    assertThat(console.out())
        .contains("Nothing was changed", "1. PutItem", "2. PutItem", "1. TransactWriteItems")
        .contains("\"TableName\" : \"incidents\"", "\"S\" : \"eu-central-1#controls\"")
        .contains("\"ClientRequestToken\" : \"made at the call\"");
  }

  @Test
  void a_hold_ends_by_itself_or_when_it_is_ended() {
    assertThat(run("hold", "coach-companion", "--for", "2h", "--reason", "new prompt")).isZero();

    Setting hold = controls(HOME).hold().orElseThrow();
    assertThat(hold.until().orElseThrow())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(119)),
            Instant.now().plus(Duration.ofMinutes(121)));
    assertThat(hold.reason()).isEqualTo("new prompt");
    assertThat(run("hold", COACH, "--end")).isZero();
    assertThat(controls(HOME).hold()).isEmpty();
  }

  @Test
  void a_hold_without_an_end_or_a_reason_is_refused() {
    for (String[] wrong :
        List.of(
            new String[] {"hold", COACH},
            new String[] {"hold", COACH, "--for", "2h"},
            new String[] {"hold", COACH, "--for", "a while", "--reason", "x"},
            new String[] {"hold", COACH, "--for", "-2h", "--reason", "x"},
            new String[] {"hold", COACH, "--for", "9999h", "--reason", "x"},
            new String[] {"hold", COACH, "--for", "2h", "--reason", "x", "--end"},
            new String[] {"retire", COACH})) {
      assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(ExitCode.USAGE.code());
    }
    assertThat(account.writes()).isEmpty();
  }

  @Test
  void an_agent_is_retired_and_taken_back() {
    assertThat(run("retire", COACH, "--reason", "replaced by coach_two")).isZero();
    assertThat(controls(HOME).retired()).map(Setting::reason).contains("replaced by coach_two");

    assertThat(run("retire", COACH, "--end")).isZero();
    assertThat(controls(HOME).retired()).isEmpty();
  }

  @Test
  void a_mode_is_shown_set_for_one_scenario_or_all_and_given_back_to_the_plan() {
    assertThat(run("mode", COACH)).isZero();
    assertThat(console.out())
        .contains("coach_companion, scenario 1 (Agent Failure): auto\n")
        .contains("scenario 7 (CloudWatch Logs Deletion): observe");
    assertThat(account.writes()).isEmpty();

    assertThat(run("mode", COACH, "auto-after", "10m", "--scenario", "1")).isZero();
    assertThat(controls(HOME).modes())
        .containsExactly(java.util.Map.entry(1, new Mode.AutoAfter(Duration.ofMinutes(10))));
    assertThat(console.out()).contains("auto-after 10m, set by command; the plan says auto");

    assertThat(run("mode", COACH, "observe")).isZero();
    assertThat(controls(HOME).modes()).hasSize(7).containsValue(new Mode.Observe());

    assertThat(run("mode", COACH, "plan")).isZero();
    assertThat(controls(HOME).modes()).isEmpty();
  }

  @Test
  void a_mode_scenario_or_agent_that_there_is_not_is_said() {
    assertThat(run("mode", COACH, "sometimes")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("mode", COACH, "auto", "--scenario", "9")).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run("mode", "nobody", "auto")).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run("brake", "on", "--agent", "nobody")).isEqualTo(ExitCode.NOT_FOUND.code());

    assertThat(account.writes()).isEmpty();
    assertThat(console.err()).contains("there is no agent 'nobody' in the plan");
  }
}
