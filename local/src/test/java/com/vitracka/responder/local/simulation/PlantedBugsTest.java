package com.vitracka.responder.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.local.simulation.PlantedBugs.Bug;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oracle that never speaks proves nothing: each planted bug makes it speak. */
class PlantedBugsTest {
  private static final Plan PLAN = PlanReader.read(Path.of("../infra/plan.yaml"));

  /** Within this many seeds each has to be found. */
  private static final int MOST_SEEDS = 3000;

  private static final Map<String, String> TABLE = new TreeMap<>();

  static List<Bug> bugs() {
    return PlantedBugs.all();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void a_planted_bug_is_found_and_nothing_without_it(Bug bug) {
    Optional<Violation> found = Optional.empty();
    int seeds = 0;
    while (found.isEmpty() && seeds < MOST_SEEDS) {
      seeds++;
      found = violations(seeds, bug.wiring().get()).stream().findFirst();
    }

    assertThat(found).as("%s, within %d seeds", bug.name(), MOST_SEEDS).isPresent();
    assertThat(found.get().invariant()).isIn(bug.found());
    assertThat(violations(seeds, new Wiring())).as("seed %d without the bug", seeds).isEmpty();
    TABLE.put(
        bug.name(), "| %s | %s | %,d |".formatted(bug.name(), found.get().invariant(), seeds));
  }

  /** As docs/reference/simulation.md has it. */
  @AfterAll
  static void print() {
    System.out.println(
        "| planted bug | invariant that it broke | seeds until then |\n|---|---|--:|");
    TABLE.values().forEach(System.out::println);
  }

  @Test
  void there_are_ten_of_them_at_least() {
    assertThat(bugs()).hasSizeGreaterThanOrEqualTo(10);
  }

  private static List<Violation> violations(int seed, Wiring wiring) {
    return new History(PLAN, seed, wiring, false, _ -> {}).run().violations();
  }
}
