package com.vitracka.responder.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole incidents in a hostile world; {@code ./responder simulate} runs more of them. */
class SimulationTest {
  private static final Plan PLAN = PlanReader.read(Path.of("../infra/plan.yaml"));
  private static final int SEEDS = 500;

  @Test
  void no_invariant_is_broken_in_five_hundred_histories() {
    Campaign.Result result =
        new Campaign(PLAN, 2, new PrintWriter(new StringWriter())).run(1, SEEDS, 0);

    System.out.print("[simulation] " + result.words());
    assertThat(result.violations()).isEmpty();
    assertThat(result.histories()).isEqualTo(SEEDS);
    assertThat(result.coverage().incidents()).isGreaterThan(SEEDS);
  }

  /** What was wrong with each: docs/reference/simulation.md. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        63_764, 95_189, 139_565, 152_870, 200_740, 215_581, 215_686, 219_320, 224_050, 225_119,
        245_154, 280_447, 293_452
      })
  void a_history_that_once_broke_an_invariant_breaks_none(long seed) {
    assertThat(new History(PLAN, seed, new Wiring(), false, _ -> {}).run().violations()).isEmpty();
  }

  @Test
  void a_seed_gives_the_same_history_each_time() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    History.Outcome one = new History(PLAN, 7, new Wiring(), true, first::add).run();
    History.Outcome other = new History(PLAN, 7, new Wiring(), true, second::add).run();

    assertThat(other.checksum()).isEqualTo(one.checksum());
    assertThat(second).hasSameSizeAs(first);
  }
}
