package com.vitracka.responder.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.local.simulation.PlantedBugs.Bug;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oracle that never speaks proves nothing: each planted bug makes it speak. */
class PlantedBugsTest {
  private static final Plan PLAN = PlanReader.read(Path.of("../infra/plan.yaml"));

  /** Within this many seeds each has to be found; what it took is printed. */
  private static final int MOST_SEEDS = 6000;

  static List<Bug> bugs() {
    return PlantedBugs.all();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void a_planted_bug_is_found(Bug bug) {
    Optional<Violation> found = Optional.empty();
    int seeds = 0;
    while (found.isEmpty() && seeds < MOST_SEEDS) {
      seeds++;
      found =
          new History(PLAN, seeds, bug.wiring().get(), false, _ -> {})
              .run().violations().stream().findFirst();
    }
    System.out.printf(
        "[planted] %-50s %s%n",
        bug.name(),
        found.map(Violation::invariant).orElse("NOT FOUND")
            + ", after "
            + seeds
            + (seeds == 1 ? " seed" : " seeds"));

    assertThat(found).as("%s, within %d seeds", bug.name(), MOST_SEEDS).isPresent();
    assertThat(found.get().invariant()).isIn(bug.found());
  }

  @Test
  void there_are_ten_of_them_at_least() {
    assertThat(bugs()).hasSizeGreaterThanOrEqualTo(10);
  }
}
