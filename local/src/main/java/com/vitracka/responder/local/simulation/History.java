package com.vitracka.responder.local.simulation;

import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.plan.Plan;
import java.util.List;
import java.util.function.Consumer;

/** One seed: a world, what happens in it, and what the responder does about it. */
final class History {
  private static final long MINUTE = 60_000;

  /** In calm so long everything has come to its end. */
  private static final long MOST_CALM = 4L * 60 * MINUTE;

  /**
   * What came of it.
   *
   * @param checksum the same for each run of the seed
   */
  record Outcome(long seed, Coverage coverage, List<Violation> violations, long checksum) {}

  private final long seed;
  private final Story story;
  private final World world;

  History(Plan customers, long seed, Wiring wiring, boolean verbose, Consumer<String> log) {
    this.seed = seed;
    this.story = new Story(customers, seed);
    this.world = new World(story.making(), wiring, new Coverage(), verbose, log);
    world.oracle().judges(seed);
  }

  Outcome run() {
    world.coverage().told("" + world.hostility().level());
    story.begin(world);
    eachMinute();
    long calmAt = world.now() + story.length();
    world.agenda().at(calmAt, () -> story.calm(world));
    long last = calmAt + MOST_CALM;
    while (world.now() < last
        && world.oracle().violations().isEmpty()
        && !(world.now() > calmAt && isSettled())) {
      world.agenda().runNext();
    }
    if (world.oracle().violations().isEmpty()) {
      world.oracle().ended();
    }
    return new Outcome(
        seed, world.coverage(), world.oracle().violations(), world.agenda().checksum());
  }

  /** All incidents as the table has them in the end. */
  List<Incident> incidents() {
    return world.store().ids().stream().map(id -> world.store().get(id)).toList();
  }

  private void eachMinute() {
    Chance chance = world.chance();
    long whole = (world.now() / MINUTE + 1) * MINUTE;
    every(whole + chance.seconds(3, 25), () -> world.alarms().evaluate());
    every(
        world.now() + chance.between(0, MINUTE),
        () -> {
          if (world.schedulesWork()) {
            world.functions().deliver(Part.INTAKE, "{\"do\":\"reconcile\"}");
          }
        });
    every(
        world.now() + chance.between(0, MINUTE),
        () -> {
          if (world.schedulesWork()) {
            world.functions().deliver(Part.LOOK, "{\"do\":\"canary\"}");
          }
        });
    every(
        world.now() + chance.between(0, MINUTE),
        () -> {
          if (world.schedulesWork()) {
            world.functions().deliver(Part.TELL, "{\"do\":\"audit\"}");
          }
        });
  }

  private void every(long first, Runnable what) {
    world
        .agenda()
        .at(
            first,
            () -> {
              every(first + MINUTE, what);
              what.run();
            });
  }

  /** Nothing is open, nothing runs, nothing fires, and all is written down. */
  private boolean isSettled() {
    if (!world.alarms().isQuiet()) {
      return false;
    }
    for (Machines.Execution execution : world.machines().executions()) {
      if (execution.runs()) {
        return false;
      }
    }
    for (String id : world.store().ids()) {
      if (!(world.store().find(id).orElseThrow() instanceof Incident.Resolved)
          || world.oracle().listFiled(id).size() < Reports.Form.values().length) {
        return false;
      }
    }
    return true;
  }
}
