package com.vitracka.responder.local;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the repository and its ignored working folder are.
 *
 * @param root the clone
 * @param work {@code .responder}: tools, logs and the state of the local AWS
 */
public record Workspace(Path root, Path work) {

  /** As the launcher says, or found upwards from the current folder. */
  public static Workspace find(Map<String, String> environment) {
    String told = environment.get("RESPONDER_ROOT");
    if (told != null) {
      return of(Path.of(told));
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("responder"))
          && Files.isRegularFile(folder.resolve("local/pom.xml"))) {
        return of(folder);
      }
    }
    throw new Failure(
        ExitCode.INVALID,
        "this is not inside a clone of the repository",
        Path.of("").toAbsolutePath().toString(),
        "start it by ./responder");
  }

  static Workspace of(Path root) {
    return new Workspace(root, root.resolve(".responder"));
  }

  /** Pid files, logs and settings of the local AWS. */
  public Path local() {
    return work.resolve("local");
  }

  /** Runs MiniStack. */
  public Path python() {
    return work.resolve("venv/bin/python");
  }

  /** Runs agents' code. */
  public Path agentPython() {
    return work.resolve("venv-agents/bin/python");
  }

  /** Jars of the Lambda runtime interface client. */
  Path runtimeInterfaceClient() {
    return work.resolve("ric/lib");
  }

  public static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }
}
