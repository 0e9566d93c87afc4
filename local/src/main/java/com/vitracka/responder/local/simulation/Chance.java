package com.vitracka.responder.local.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one source of what happens by chance in a history: its seed makes all of it. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** One of its own for a part, which then does not depend on what the others draw. */
  Chance split() {
    return new Chance(random.split());
  }

  RandomGenerator generator() {
    return random;
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** With that many of a thousand. */
  boolean ofThousand(int share) {
    return share > 0 && random.nextInt(1000) < share;
  }

  /** From 0, below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Milliseconds, the bounds included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  long seconds(long least, long most) {
    return between(least * 1000, most * 1000);
  }

  long minutes(long least, long most) {
    return between(least * 60_000, most * 60_000);
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  <T> T pick(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
