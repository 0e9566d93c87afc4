package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.local.killsweep.Sweep.Played;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the sweep came to, in lines of Markdown. */
final class SweepReport {
  private static final String RANDOM = "random moments";

  private SweepReport() {}

  private static final class Row {
    private int all;
    private int passed;
    private int repeated;
    private Duration longest = Duration.ZERO;

    void add(Played played) {
      all++;
      passed += played.verdict().passed() ? 1 : 0;
      repeated += played.verdict().repeated();
      longest = played.took().compareTo(longest) > 0 ? played.took() : longest;
    }
  }

  /** A row for each story and each call of a function. */
  static List<String> table(List<Played> all) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Story story : Story.values()) {
      all.stream()
          .filter(played -> played.planned().story() == story)
          .sorted(java.util.Comparator.comparing(SweepReport::what))
          .forEach(
              played ->
                  rows.computeIfAbsent(
                          "| " + story.name().toLowerCase(Locale.ROOT) + " | " + what(played),
                          _ -> new Row())
                      .add(played));
    }
    List<String> lines = new ArrayList<>();
    lines.add("| Story | Function | Call | Crashes | Passed | Messages twice | Longest |");
    lines.add("|---|---|---|---|---|---|---|");
    rows.forEach(
        (name, row) ->
            lines.add(
                "%s | %d | %d | %d | %.0f s |"
                    .formatted(
                        name, row.all, row.passed, row.repeated, row.longest.toMillis() / 1000.0)));
    return List.copyOf(lines);
  }

  private static String what(Played played) {
    return switch (played.planned().blow()) {
      case Blow.None() -> "- | undisturbed";
      case Blow.Random _ -> "any | " + RANDOM;
      case Blow.At(CrashPoint point) ->
          point.effect().function().replace("responder-", "")
              + (point.effect().verb().isEmpty() ? "" : " " + point.effect().verb())
              + " | "
              + point.effect().operation();
    };
  }

  static String line(Played played) {
    String head =
        "%s %5.1f s  %-9s %s"
            .formatted(
                played.verdict().passed() ? "passed" : "FAILED",
                played.took().toMillis() / 1000.0,
                played.planned().story(),
                played.planned().blow().words());
    return played.verdict().passed()
        ? head
        : head
            + System.lineSeparator()
            + "       "
            + played
                .happened()
                .incident()
                .orElse("no incident of " + played.happened().patient().name())
            + ": "
            + String.join("; ", played.verdict().differences());
  }
}
