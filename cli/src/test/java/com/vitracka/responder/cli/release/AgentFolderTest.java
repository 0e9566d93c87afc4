package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFolderTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void agent() throws IOException {
    Files.writeString(folder.resolve("agent.py"), "x");
  }

  @Test
  void the_absolute_entry_point_of_another_machine_is_taken_by_its_name() throws IOException {
    configure("entrypoint: C:\\work\\agents\\coach\\agent.py", "runtime_type: PYTHON_3_12");

    AgentFolder read = AgentFolder.read(folder, Optional.empty());

    assertThat(read.entryPoint()).isEqualTo("agent.py");
    assertThat(read.pythonVersion()).isEqualTo("3.12");
  }

  @Test
  void an_absolute_entry_point_below_the_folder_becomes_relative() throws IOException {
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src/main.py"), "x");
    configure(
        "entrypoint: " + folder.toAbsolutePath().resolve("src/main.py"),
        "runtime_type: PYTHON_3_13");

    assertThat(AgentFolder.read(folder, Optional.empty()).entryPoint()).isEqualTo("src/main.py");
  }

  @Test
  void an_entry_point_that_is_not_there_is_the_plans_scenario_2() throws IOException {
    configure("entrypoint: other.py", "runtime_type: PYTHON_3_12");

    assertThatThrownBy(() -> AgentFolder.read(folder, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.remedy()).contains("scenario 2"))
        .hasMessageContaining("'other.py'");
  }

  @Test
  void a_folder_without_configuration_says_how_to_make_it() {
    assertThatThrownBy(() -> AgentFolder.read(folder, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.remedy()).contains("agentcore configure"));
  }

  @Test
  void an_agent_that_the_folder_does_not_hold_is_named() throws IOException {
    configure("entrypoint: agent.py", "runtime_type: PYTHON_3_12");

    assertThatThrownBy(() -> AgentFolder.read(folder, Optional.of("other")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'other'")
        .hasMessageContaining("coach_companion");
  }

  @Test
  void a_container_agent_is_no_release_of_code() throws IOException {
    configure("entrypoint: agent.py", "deployment_type: container");

    assertThatThrownBy(() -> AgentFolder.read(folder, Optional.empty()))
        .hasMessageContaining("container");
  }

  @Test
  void broken_yaml_says_where() throws IOException {
    Files.writeString(folder.resolve(AgentFolder.CONFIGURATION), "agents: [\n  {");

    assertThatThrownBy(() -> AgentFolder.read(folder, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.where()).contains("line "));
  }

  private void configure(String... members) throws IOException {
    Files.writeString(
        folder.resolve(AgentFolder.CONFIGURATION),
        "default_agent: coach_companion\nagents:\n  coach_companion:\n    "
            + String.join("\n    ", members)
            + "\n");
  }
}
