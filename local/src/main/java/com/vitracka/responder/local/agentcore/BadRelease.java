package com.vitracka.responder.local.agentcore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release that is deployed without an error and cannot start: an agent's folder with an import of
 * a module that no requirement brings.
 */
public final class BadRelease {
  private static final String FAILING_IMPORT =
      "import coach_goals  # added with the new goals feature, forgotten in requirements.txt\n\n";

  private BadRelease() {}

  /** A copy of the folder, in a new temporary one, whose agent.py fails on import. */
  public static Path of(Path folder) throws IOException {
    Path copy = Files.createTempDirectory("bad-release-");
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = copy.resolve(folder.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    Path agent = copy.resolve("agent.py");
    Files.writeString(agent, FAILING_IMPORT + Files.readString(agent));
    return copy;
  }
}
