package com.vitracka.responder.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much goes wrong with the responder's own functions and services, in one history. */
final class Hostility {
  /** How bad a history is. */
  enum Level {
    /** Nothing goes wrong but with the agents. */
    QUIET(0),
    ROUGH(25),
    HOSTILE(120);

    private final int faultsOfThousand;

    Level(int faultsOfThousand) {
      this.faultsOfThousand = faultsOfThousand;
    }
  }

  /** A service that fails for a while. */
  record Outage(Service service, long from, long until, int ofThousand, Fault fault) {}

  /** One kind of fault strikes again and again at one kind of call. */
  record Focus(Point point, Fault fault, int ofThousand) {}

  private static final int MOST_CALLS_UNTIL_FAULT = 24;

  private final Chance chance;
  private final Level level;
  private final boolean clocksJump;
  private final List<Outage> outages = new ArrayList<>();
  private Optional<Focus> focus = Optional.empty();
  private boolean over;

  Hostility(Level level, boolean clocksJump, Chance chance) {
    this.level = level;
    this.clocksJump = clocksJump;
    this.chance = chance;
  }

  Level level() {
    return level;
  }

  boolean clocksJump() {
    return clocksJump;
  }

  void focusOn(Focus on) {
    focus = Optional.of(on);
  }

  Optional<Fault> findFocused(Point point) {
    return over
        ? Optional.empty()
        : focus
            .filter(on -> on.point() == point && chance.ofThousand(on.ofThousand()))
            .map(Focus::fault);
  }

  void add(Outage outage) {
    outages.add(outage);
  }

  List<Outage> outages() {
    return outages;
  }

  /** From now on everything works. */
  void ends() {
    over = true;
  }

  boolean strikes() {
    return !over && chance.ofThousand(level.faultsOfThousand);
  }

  int callsUntilFault() {
    return 1 + chance.below(chance.oneIn(2) ? 6 : MOST_CALLS_UNTIL_FAULT);
  }

  Fault fault() {
    return chance.pick(Fault.values());
  }

  /** Milliseconds by which a call is late. */
  long lateness() {
    return chance.oneIn(3) ? chance.seconds(20, 50) : chance.seconds(1, 20);
  }

  Optional<Fault> findOutage(Service service, long now) {
    if (over || outages.isEmpty()) {
      return Optional.empty();
    }
    for (Outage outage : outages) {
      if (outage.service() == service
          && now >= outage.from()
          && now < outage.until()
          && chance.ofThousand(outage.ofThousand())) {
        return Optional.of(outage.fault());
      }
    }
    return Optional.empty();
  }

  /** Milliseconds by which a process's clock is ahead. */
  long clockError(long now) {
    if (over || !clocksJump) {
      return 0;
    }
    return chance.oneIn(8) ? chance.minutes(-4, 4) : chance.between(-1500, 1500);
  }
}
