package com.vitracka.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ResponderCliTest {
  private final Console console = new Console();

  @Test
  void an_unknown_agent_is_answered_with_those_there_are() {
    int exit = console.run("rollback", "--agent", "nobody");

    assertThat(exit).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(console.err())
        .contains("there is no agent 'nobody'", "coach_companion", "where:", "what to do:")
        .doesNotContain("\tat ");
  }

  @Test
  void a_stack_trace_is_shown_only_when_asked_for() {
    console.run("rollback", "--agent", "nobody", "--verbose");

    assertThat(console.err()).contains("\tat ");
  }

  @Test
  void with_json_an_error_is_json() {
    int exit = console.run("rollback", "--agent", "nobody", "--json");

    assertThat(Json.object(console.err()).object("error").integer("exit")).isEqualTo(exit);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void a_missing_parameter_is_named() {
    int exit = console.run("release", "deploy");

    assertThat(exit).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err())
        .contains("Missing required parameter: 'RELEASE'", "responder release deploy --help");
  }

  @Test
  void a_group_alone_says_what_it_holds() {
    int exit = console.run("backup");

    assertThat(exit).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err()).contains("needs one of: create, list, restore");
  }

  @Test
  void a_mistake_in_the_plan_is_shown_with_its_place(@TempDir Path folder) throws IOException {
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(plan, "name: a\nname: b\n");

    int exit = console.run("doctor", "--plan", plan.toString());

    assertThat(exit).isEqualTo(ExitCode.INVALID.code());
    assertThat(console.err()).contains("plan.yaml").contains("name");
  }

  @Test
  void global_options_are_taken_before_and_after_the_command() {
    assertThat(console.run("--json", "rollback", "--agent", "nobody")).isEqualTo(5);
    assertThat(console.err()).contains("\"NOT_FOUND\"");
  }

  @Test
  void the_completion_script_knows_the_commands() {
    assertThat(console.run("completion")).isZero();
    assertThat(console.out()).contains("rollback", "doctor", "--dry-run");
  }

  @Test
  void every_command_has_help_and_a_description() {
    everyCommand(ResponderCli.commandLine());
  }

  /** What only reads; a command that is not here changes something. */
  private static final Set<String> READING =
      Set.of(
          "responder backup list",
          "responder brake status",
          "responder completion",
          "responder doctor",
          "responder help",
          "responder incidents list",
          "responder incidents show",
          "responder release list",
          "responder report");

  @Test
  void every_command_that_changes_something_has_a_dry_run() {
    List<String> without = new ArrayList<>();
    withoutDryRun(ResponderCli.commandLine(), without);

    assertThat(without).containsExactlyInAnyOrderElementsOf(READING);
  }

  private static void withoutDryRun(CommandLine command, List<String> without) {
    if (command.getSubcommands().isEmpty()
        && command.getCommandSpec().findOption("--dry-run") == null) {
      without.add(command.getCommandSpec().qualifiedName());
    }
    command.getSubcommands().values().forEach(sub -> withoutDryRun(sub, without));
  }

  private static void everyCommand(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(command.getCommandSpec().qualifiedName())
        .isNotEmpty();
    assertThat(command.getCommandSpec().findOption("-h"))
        .as(command.getCommandSpec().qualifiedName())
        .isNotNull();
    command.getSubcommands().values().forEach(ResponderCliTest::everyCommand);
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void the_page_of_the_command_line_has_each_exit_code(ExitCode code) throws IOException {
    String page = Files.readString(Path.of("../docs/reference/cli.md"));

    assertThat(page)
        .contains("| %d | %s | %s |".formatted(code.code(), code.name(), code.meaning()));
  }

  @Test
  void no_two_exit_codes_are_alike() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
  }
}
