package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Move;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MachineDefinitionsTest {
  private static final Pattern MOVE = Pattern.compile("\\$states\\.input\\.move = '(\\w+)'");

  private final JsonObject recovery = definition("responder-recovery");
  private final JsonObject inform = definition("responder-inform");

  @Test
  void the_recovery_machine_chooses_by_exactly_the_moves_there_are() {
    Set<String> moves = new TreeSet<>();
    Arrays.stream(Move.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .forEach(moves::add);

    assertThat(moves(recovery)).isEqualTo(moves);
    assertThat(moves(inform)).isSubsetOf(moves);
  }

  @Test
  void what_the_machine_does_not_know_escalates() {
    assertThat(state(recovery, "DECIDE").text("Default")).isEqualTo("ESCALATE");
  }

  @Test
  void every_call_is_retried_bounded_and_caught() {
    for (JsonObject machine : List.of(recovery, inform)) {
      machine
          .object("States")
          .forEachObject(
              (name, state) -> {
                if (state.text("Type").equals("Task")) {
                  assertThat(state.objects("Catch"))
                      .as(name)
                      .anySatisfy(
                          caught ->
                              assertThat(caught.texts("ErrorEquals"))
                                  .containsExactly("States.ALL"));
                  assertThat(
                          state.objects("Retry").stream()
                              .flatMap(r -> r.texts("ErrorEquals").stream()))
                      .as(name)
                      .contains(
                          "States.Timeout",
                          "States.TaskFailed",
                          "Lambda.Unknown",
                          "Sandbox.Timedout");
                  assertThat(state.integer("TimeoutSeconds"))
                      .as(name)
                      .isGreaterThan(timeout(state));
                }
              });
    }
  }

  @Test
  void every_recovery_ends_with_the_report_or_fails_for_people_to_see() {
    recovery
        .object("States")
        .forEachObject(
            (name, state) -> {
              if (state.flag("End")) {
                assertThat(name).isEqualTo("DOCUMENT");
              }
            });
    assertThat(state(recovery, "NOT_TOLD").text("Type")).isEqualTo("Fail");
    assertThat(state(recovery, "NOT_DOCUMENTED").text("Type")).isEqualTo("Fail");
  }

  @Test
  void an_inform_that_keeps_failing_ends_badly_so_that_people_are_told_from_outside() {
    JsonObject caught = state(inform, "NOTIFY").objects("Catch").getFirst();
    assertThat(caught.text("Next")).isEqualTo("AGAIN");
    assertThat(caught.object("Assign").text("turns")).isEqualTo("{% $turns + 1 %}");
    assertThat(caught.object("Assign").text("failures")).isEqualTo("{% $failures + 1 %}");
    assertThat(state(inform, "NOTIFY").object("Assign").integer("failures"))
        .as("an answer ends the row")
        .isZero();
    assertThat(state(inform, "DECIDE_AGAIN").objects("Choices").getFirst().values())
        .containsEntry("Condition", "{% $failures >= 7 %}")
        .containsEntry("Next", "CANNOT_TELL");
    assertThat(state(inform, "CANNOT_TELL").text("Type")).isEqualTo("Fail");
  }

  @Test
  void the_phases_of_the_plan_are_states() {
    assertThat(recovery.object("States").values().keySet())
        .contains("DETECT", "ASSESS", "RESPOND", "VERIFY", "DOCUMENT");
  }

  private static int timeout(JsonObject task) {
    String function = task.object("Arguments").text("FunctionName");
    return Arrays.stream(Part.values())
        .filter(part -> function.toUpperCase(java.util.Locale.ROOT).contains("<" + part.name()))
        .mapToInt(Part::timeoutSeconds)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> moves(JsonObject machine) {
    Set<String> moves = new TreeSet<>();
    state(machine, "DECIDE")
        .objects("Choices")
        .forEach(
            choice -> {
              Matcher matcher = MOVE.matcher(choice.text("Condition"));
              if (matcher.find()) {
                moves.add(matcher.group(1));
              }
            });
    return moves;
  }

  private static JsonObject state(JsonObject machine, String name) {
    return machine.object("States").object(name);
  }

  private static JsonObject definition(String name) {
    Map<String, Object> machine =
        Synthesised.CLOUD.properties("AWS::StepFunctions::StateMachine").values().stream()
            .filter(each -> name.equals(each.get("StateMachineName")))
            .findFirst()
            .orElseThrow();
    return Json.object(RightsTable.text(machine.get("DefinitionString")));
  }
}
