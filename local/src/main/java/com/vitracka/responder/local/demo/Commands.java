package com.vitracka.responder.local.demo;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs other programs against the local AWS; each one's output goes to a log of its own. */
public final class Commands implements AutoCloseable {
  private final Workspace workspace;
  private final LocalAws aws;
  private final Path overlay;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * Creates it.
   *
   * @param overlay that commands of {@code responder} lay over the plan
   */
  public Commands(Workspace workspace, LocalAws aws, Path overlay) {
    this.overlay = overlay;
    this.workspace = workspace;
    this.aws = aws;
  }

  /** A command of {@code responder} in a process of its own, with the local AWS's environment. */
  public String responder(String log, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Workspace.jdk().resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.vitracka.responder.local.ResponderMain"));
    command.addAll(arguments);
    return run(log, workspace.root(), Map.of("RESPONDER_OVERLAY", overlay.toString()), command);
  }

  /**
   * Runs a program and gives its standard output.
   *
   * @throws Failure when it ends with another code than 0, with the end of its log
   */
  String run(String name, Path folder, Map<String, String> environment, List<String> command) {
    Path log = workspace.local().resolve(name + ".log");
    Path output = workspace.local().resolve(name + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(log.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(aws.clientEnvironment());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      running.add(process);
      int code = process.waitFor();
      running.remove(process);
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (code != 0) {
        throw new Failure(
            ExitCode.FAILED,
            "%s ended with exit code %d:%n%s"
                .formatted(name, code, tail(text + Files.readString(log))),
            String.join(" ", command.subList(0, Math.min(3, command.size()))),
            "read its log: " + log);
      }
      return text;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.MISSING_TOOL,
          name + " could not be run: " + e.getMessage(),
          command.getFirst(),
          "install it; ./responder names what it needs",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LocalAws.interrupted(e);
    }
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  @Override
  public void close() {
    running.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        });
  }
}
