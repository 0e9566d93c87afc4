package com.vitracka.responder.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of {@code events/} and what its table says of them. */
final class EventFiles {
  static final Path FOLDER = Path.of("..", "events");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[([^]]+)]\\(([^)]+)\\) \\|.*\\| ([^|]+) \\|$");
  private static final Pattern DECISION = Pattern.compile("`([A-Z]+)`");

  private EventFiles() {}

  /** File names, sorted. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Per file of the table, the decisions that it expects. */
  static Map<String, List<String>> expected() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    ROW.matcher(read("README.md"))
        .results()
        .forEach(
            row -> {
              if (!row.group(1).equals(row.group(2))
                  || rows.put(row.group(1), decisions(row.group(3))) != null) {
                throw new IllegalStateException("row of " + row.group(1) + " is there twice");
              }
            });
    return rows;
  }

  private static List<String> decisions(String cell) {
    return DECISION.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
