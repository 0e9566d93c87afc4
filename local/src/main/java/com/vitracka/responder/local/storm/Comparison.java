package com.vitracka.responder.local.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
            ""),
        ratio(
            "AWS calls per alarm",
            (double) small.usage().callsInAll(),
            (double) whole.usage().callsInAll(),
            MOST),
        ratio("read units per alarm", small.usage().readUnits(), whole.usage().readUnits(), 0),
        ratio(
            "write units per alarm", small.usage().writeUnits(), whole.usage().writeUnits(), MOST),
        ratio(
            "table's cost per alarm (reads + 5 writes)",
            small.usage().tableCost(),
            whole.usage().tableCost(),
            MOST),
        ratio(
            "Intake's ms per alarm (by the clock)",
            small.usage().milliseconds(),
            whole.usage().milliseconds(),
            MOST_BY_THE_CLOCK),
        row("all dealt with after, s", seconds(small.took()), seconds(whole.took()), "", ""),
        row(
            "last agent's first signal after, s",
            seconds(small.lastAgent()),
            seconds(whole.lastAgent()),
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
    miss(
        misses,
        "AWS calls",
        (double) small.usage().callsInAll(),
        (double) whole.usage().callsInAll(),
        MOST);
    miss(misses, "write units", small.usage().writeUnits(), whole.usage().writeUnits(), MOST);
    miss(misses, "the table's cost", small.usage().tableCost(), whole.usage().tableCost(), MOST);
    miss(
        misses,
        "Intake's milliseconds",
        small.usage().milliseconds(),
        whole.usage().milliseconds(),
        MOST_BY_THE_CLOCK);
    return misses;
  }

  private static int mostTold(Measured one) {
    return MOST_TOLD_OF_ONE * one.traces().incidents().size();
  }

  private void miss(List<String> misses, String what, double of, double against, double most) {
    double ratio = ratio(of, against);
    if (ratio > most) {
      misses.add(String.format(Locale.ROOT, "%s per alarm grew by %.3f", what, ratio));
    }
  }

  private String ratio(String what, double of, double against, double most) {
    return row(
        what,
        String.format(Locale.ROOT, "%.2f", small.perAlarm(of)),
        String.format(Locale.ROOT, "%.2f", whole.perAlarm(against)),
        String.format(Locale.ROOT, "%.3f", ratio(of, against)),
        most == 0 ? "" : String.format(Locale.ROOT, "%.3f", most));
  }

  private double ratio(double of, double against) {
    return whole.perAlarm(against) / small.perAlarm(of);
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
