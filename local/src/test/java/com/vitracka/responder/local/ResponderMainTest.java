package com.vitracka.responder.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ResponderMainTest {
  private static Stream<CommandLine> commands() {
    return below(ResponderMain.commandLine(Workspace.find(Map.of())))
        .filter(command -> !command.getCommandName().equals("help"))
        .filter(command -> !command.getCommandName().equals("generate-completion"));
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
  }

  /** The list of commands shows the first line alone. */
  @ParameterizedTest
  @MethodSource("commands")
  void the_first_line_about_a_command_is_a_sentence(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(command.getCommandSpec().qualifiedName())
        .isNotEmpty();
    assertThat(command.getCommandSpec().usageMessage().description()[0])
        .as(command.getCommandSpec().qualifiedName())
        .matches(".*[.)]");
  }
}
