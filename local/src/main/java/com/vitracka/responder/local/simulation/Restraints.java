package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.plan.Mode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * People limit the responder, at any moment, and mostly take it back.
 *
 * @param length of the history
 * @param over whether the history is, so that nothing more is set
 */
record Restraints(Chance chance, long length, BooleanSupplier over) {
  static Mode mode(Chance chance) {
    return switch (chance.below(4)) {
      case 0 -> new Mode.Auto();
      case 1 -> new Mode.Approve();
      case 2 -> new Mode.AutoAfter(Duration.ofMinutes(1 + chance.below(10)));
      default -> new Mode.Observe();
    };
  }

  void begin(World world) {
    for (int i = 1 + chance.below(3); i > 0; i--) {
      LiveAgent agent = chance.pick(world.agents());
      long after = chance.between(0, length);
      long lasts = chance.oneIn(2) ? chance.seconds(5, 120) : chance.minutes(2, 20);
      switch (chance.below(5)) {
        case 0 -> {
          set(world, "brake for all", after, () -> world.controls().setBrakeForAll(now(world)));
          set(
              world,
              "brake for all off",
              after + lasts,
              () -> world.controls().setBrakeForAll(Optional.empty()));
        }
        case 1 -> {
          set(
              world,
              "brake " + agent.name(),
              after,
              () -> world.controls().change(agent.name(), c -> c.withBrake(now(world))));
          set(
              world,
              "brake off " + agent.name(),
              after + lasts,
              () -> world.controls().change(agent.name(), c -> c.withBrake(Optional.empty())));
        }
        case 2 -> {
          world.silences(agent.name());
          set(
              world,
              "hold " + agent.name(),
              after,
              () ->
                  world
                      .controls()
                      .change(
                          agent.name(),
                          c ->
                              c.withHold(
                                  Optional.of(
                                      new Setting(
                                          "jane",
                                          world.instant(),
                                          "",
                                          Optional.of(world.instant().plusMillis(lasts)))))));
        }
        case 3 -> {
          world.silences(agent.name());
          set(
              world,
              "retire " + agent.name(),
              after,
              () -> world.controls().change(agent.name(), c -> c.withRetired(now(world))));
          set(
              world,
              "back in service " + agent.name(),
              after + lasts,
              () -> world.controls().change(agent.name(), c -> c.withRetired(Optional.empty())));
        }
        default -> {
          Mode mode = mode(chance);
          set(
              world,
              "mode " + mode.words() + " " + agent.name(),
              after,
              () -> {
                world.changesMode(agent.name());
                world.controls().change(agent.name(), c -> c.withMode(1, Optional.of(mode)));
              });
        }
      }
    }
  }

  private void set(World world, String what, long after, Runnable change) {
    world
        .agenda()
        .after(
            after,
            () -> {
              if (over.getAsBoolean()) {
                return;
              }
              world.coverage().did(what.split(" coach", 2)[0]);
              world.log(() -> "people: " + what);
              change.run();
            });
  }

  private static Optional<Setting> now(World world) {
    return Optional.of(new Setting("jane", world.instant(), "", Optional.empty()));
  }
}
