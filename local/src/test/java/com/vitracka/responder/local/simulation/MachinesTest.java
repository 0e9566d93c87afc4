package com.vitracka.responder.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The machines of the simulation have the states and bounds of those that are deployed. */
class MachinesTest {
  private static final Pattern STATE = Pattern.compile("states\\.put\\(\\s*\"(\\w+)\"");

  /** They call nothing and end nothing: the simulation passes through them at once. */
  private static final Set<String> ONLY_CHOOSING = Set.of("DETECT", "DECIDE", "DECIDE_AGAIN");

  private final String definitions = definitions();

  @Test
  void they_have_the_same_states() {
    Set<String> deployed =
        STATE
            .matcher(definitions)
            .results()
            .map(state -> state.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    deployed.removeAll(ONLY_CHOOSING);

    Set<String> simulated =
        Arrays.stream(Machines.Stage.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(simulated).isEqualTo(deployed);
  }

  @Test
  void they_have_the_same_bounds() {
    assertThat(bound("MOST_RECOVERY_TURNS")).isEqualTo(Machines.MOST_RECOVERY_TURNS);
    assertThat(bound("MOST_INFORM_TURNS")).isEqualTo(Machines.MOST_INFORM_TURNS);
    assertThat(bound("MOST_INFORM_FAILURES_IN_A_ROW"))
        .isEqualTo(Machines.MOST_INFORM_FAILURES_IN_A_ROW);
  }

  private int bound(String name) {
    return Pattern.compile("int " + name + " = (\\d+);")
        .matcher(definitions)
        .results()
        .map(bound -> Integer.parseInt(bound.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static String definitions() {
    try {
      return Files.readString(
          Path.of(
              "../infra/src/main/java/com/vitracka/responder/infra/constructs/MachineDefinitions.java"));
    } catch (IOException e) {
      throw new AssertionError("the machines' definitions are not where they were", e);
    }
  }
}
