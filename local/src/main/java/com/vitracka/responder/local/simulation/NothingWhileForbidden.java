package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Nothing is changed while the brake is on, for an agent on hold or retired, or when nobody can say
 * whether it is. What is set after the guard began counts from the next change on.
 */
final class NothingWhileForbidden extends Invariant {
  NothingWhileForbidden() {
    super("no change while braked, on hold or retired");
  }

  @Override
  void requested(World world, Mutation mutation) {
    if (mutation.by().controlsUnreadable()) {
      broken(world, mutation.step() + " is asked for although the brake could not be read");
      return;
    }
    Instant from = Instant.ofEpochMilli(mutation.guardedFrom());
    Controls controls = world.controls().read(mutation.agent().name());
    Stream.of(controls.brakeForAll(), controls.brake(), controls.hold(), controls.retired())
        .flatMap(Optional::stream)
        .filter(setting -> holds(setting, mutation, from))
        .findFirst()
        .ifPresent(
            setting ->
                broken(
                    world,
                    mutation.step()
                        + " of "
                        + mutation.agent().name()
                        + " is asked for, forbidden "
                        + setting.words()));
  }

  private static boolean holds(Setting setting, Mutation mutation, Instant from) {
    return !setting.at().isAfter(from)
        && setting.holds(from)
        && setting.holds(mutation.by().instant());
  }
}
