package com.vitracka.responder.local;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that outlives the command that starts it, known by a pid file. */
final class BackgroundProcess {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final String name;
  private final Path pidFile;
  private final Path log;

  BackgroundProcess(String name, Path folder) {
    this.name = name;
    this.pidFile = folder.resolve(name + ".pid");
    this.log = folder.resolve(name + ".log");
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  /**
   * Starts it with exactly this environment; its output goes to the log, which begins anew.
   *
   * <p>In a session of its own where the system can do that, so that a Ctrl-C for the command does
   * not reach it first and what it starts can be stopped with it.
   */
  void start(List<String> command, Map<String, String> environment, Path folder) {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString());
    }
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      Process process = builder.start();
      Files.writeString(pidFile, process.pid() + " " + startOf(process.toHandle()));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          name + " could not be started: " + e.getMessage(),
          String.join(" ", whole),
          "run that command by hand to see why",
          e);
    }
  }

  /** The running process; a pid that the system has given to another process does not count. */
  Optional<ProcessHandle> find() {
    try {
      String[] words = Files.readString(pidFile).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(handle -> words.length > 1 && startOf(handle).equals(words[1]));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Stops it and all that it started. */
  void stop() {
    Optional<ProcessHandle> found = find();
    if (found.isPresent()) {
      ProcessHandle process = found.get();
      List<ProcessHandle> family = process.descendants().toList();
      process.destroy();
      if (!endsWithin(process, PATIENCE)) {
        process.destroyForcibly();
        endsWithin(process, PATIENCE);
      }
      family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + pidFile, e);
    }
  }

  /** The last lines of its log. */
  List<String> lastLines(int most) {
    try (Stream<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines()) {
      List<String> all = lines.toList();
      return all.subList(Math.max(0, all.size() - most), all.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean endsWithin(ProcessHandle process, Duration time) {
    try {
      process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
