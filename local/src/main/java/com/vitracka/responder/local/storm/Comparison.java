package com.vitracka.responder.local.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A small storm and the whole one, held against each other. */
record Comparison(Measured small, Measured whole) {
  /** An alarm may cost no more; rounding aside. */
  private static final double MOST = 1.005;

  /** By the clock of a machine that does other things too. */
  private static final double MOST_BY_THE_CLOCK = 1.25;

  static final int INCIDENTS_OF_AGENTS = 2;

  /** Mails, and as many SMS, of one incident: three people, and what becomes of it. */
  private static final int MOST_TOLD_OF_ONE = 6;

  /** The table, one line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(counted());
    costs().forEach(cost -> lines.add(cost.line()));
    lines.add(row("all dealt with after, s", seconds(small.took()), seconds(whole.took()), "", ""));
    lines.add(
        row(
            "last agent's first signal after, s",
            seconds(small.lastAgent()),
            seconds(whole.lastAgent()),
            "",
            ""));
    return lines;
  }

  private List<String> counted() {
    return List.of(
        row("", "of " + small.alarms(), "of " + whole.alarms(), "ratio", "at most"),
        row("alarms / agents", counts(small), counts(whole), "", ""),
        row(
            "incidents of agents + of the account",
            incidents(small),
            incidents(whole),
            "",
            INCIDENTS_OF_AGENTS + " + 1"),
        row(
            "superseded by a worse or different trouble",
            "" + small.traces().superseded(),
            "" + whole.traces().superseded(),
            "",
            ""),
        row(
            "signals kept with incidents",
            "" + small.traces().inIncidents(),
            "" + whole.traces().inIncidents(),
            "",
            ""),
        row(
            "signals kept beside them",
            "" + small.traces().besideThem(),
            "" + whole.traces().besideThem(),
            "",
            ""),
        row("signals lost", "" + small.missing().size(), "" + whole.missing().size(), "", "0"),
        row(
            "invocations that failed",
            "" + small.usage().errors(),
            "" + whole.usage().errors(),
            "",
            "0"),
        row(
            "mails + SMS + last resort",
            told(small),
            told(whole),
            "",
            mostTold(whole) + " + " + mostTold(whole) + " + 0"),
        row(
            "transactions on the table",
            "" + small.usage().transactions(),
            "" + whole.usage().transactions(),
            "",
            ""));
  }

  /** What is not as it must be; empty when all is. */
  List<String> misses() {
    List<String> misses = new ArrayList<>();
    for (Measured one : List.of(small, whole)) {
      String storm = "of " + one.alarms() + " alarms: ";
      one.traces().wrongIncidents(INCIDENTS_OF_AGENTS).forEach(wrong -> misses.add(storm + wrong));
      if (Math.max(one.mails(), one.sms()) > mostTold(one) || one.topicMessages() > 0) {
        misses.add(storm + "people were told " + told(one) + " times, at most " + mostTold(one));
      }
      if (!one.missing().isEmpty()) {
        misses.add(
            storm + one.missing().size() + " signals lost, such as " + one.missing().getFirst());
      }
      if (one.usage().errors() > 0) {
        misses.add(storm + one.usage().errors() + " invocations of Intake failed");
      }
    }
    costs().stream().flatMap(cost -> cost.findMiss().stream()).forEach(misses::add);
    return misses;
  }

  private static int mostTold(Measured one) {
    return MOST_TOLD_OF_ONE * one.traces().incidents().size();
  }

  private List<Cost> costs() {
    Usage few = small.usage();
    Usage many = whole.usage();
    return List.of(
        cost("AWS calls per alarm", (double) few.callsInAll(), (double) many.callsInAll(), MOST),
        cost("read units per alarm", few.readUnits(), many.readUnits(), Double.POSITIVE_INFINITY),
        cost("write units per alarm", few.writeUnits(), many.writeUnits(), MOST),
        cost("table's cost per alarm (reads + 5 writes)", few.tableCost(), many.tableCost(), MOST),
        cost(
            "Intake's ms per alarm (by the clock)",
            few.milliseconds(),
            many.milliseconds(),
            MOST_BY_THE_CLOCK));
  }

  private Cost cost(String what, double few, double many, double most) {
    return new Cost(what, small.perAlarm(few), whole.perAlarm(many), most);
  }

  /**
   * What an alarm costs in both storms.
   *
   * @param most that the ratio may be, infinite where it only informs
   */
  private record Cost(String what, double few, double many, double most) {
    double ratio() {
      return many / few;
    }

    String line() {
      return row(
          what,
          String.format(Locale.ROOT, "%.2f", few),
          String.format(Locale.ROOT, "%.2f", many),
          String.format(Locale.ROOT, "%.3f", ratio()),
          Double.isInfinite(most) ? "" : String.format(Locale.ROOT, "%.3f", most));
    }

    Optional<String> findMiss() {
      return ratio() > most
          ? Optional.of(String.format(Locale.ROOT, "%s grew by %.3f", what, ratio()))
          : Optional.empty();
    }
  }

  private static String counts(Measured one) {
    return one.alarms() + " / " + one.agents();
  }

  private static String incidents(Measured one) {
    return one.traces().ofAgents() + " + " + one.traces().ofTheAccount();
  }

  private static String told(Measured one) {
    return one.mails() + " + " + one.sms() + " + " + one.topicMessages();
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  static String row(String what, String small, String whole, String ratio, String most) {
    return String.format(Locale.ROOT, "%-43s %14s %14s %8s %12s", what, small, whole, ratio, most)
        .stripTrailing();
  }
}
