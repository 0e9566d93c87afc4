package com.vitracka.responder.local.simulation;

/** The coverage as the tables of docs/reference/simulation.md. */
final class CoverageTables {
  private CoverageTables() {}

  static String of(Campaign.Result result) {
    StringBuilder tables = new StringBuilder();
    result
        .coverage()
        .groups()
        .forEach(
            (group, entries) -> {
              tables.append("\n| ").append(group).append(" | times |\n|---|--:|\n");
              entries.forEach(
                  (what, times) -> tables.append("| %s | %,d |%n".formatted(what, times)));
            });
    tables.append("\n| call | calls |");
    StringBuilder rule = new StringBuilder("|---|--:|");
    for (Fault fault : Fault.values()) {
      tables.append(' ').append(fault).append(" |");
      rule.append("--:|");
    }
    tables.append('\n').append(rule).append('\n');
    for (Point point : Point.values()) {
      tables.append("| %s | %,d |".formatted(point, result.coverage().calls(point)));
      for (Fault fault : Fault.values()) {
        tables.append(" %,d |".formatted(result.coverage().struckAt(point, fault)));
      }
      tables.append('\n');
    }
    return tables.toString();
  }
}
