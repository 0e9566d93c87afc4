package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.release.Programs.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Installs an agent's requirements as AgentCore wants them: binary packages for Linux on ARM64, of
 * the runtime's Python, whatever this machine is.
 *
 * <p>With uv where it is installed (about one second), else with pip.
 */
final class Requirements {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int LINE = 250;
  private static final Pattern SHEBANG = Pattern.compile("\\A#!.*python[^\n]*\n");

  private final Optional<String> python;

  /**
   * @param python interpreter of the project's tools, whose folder may hold uv; empty for those on
   *     the PATH
   */
  Requirements(Optional<String> python) {
    this.python = python;
  }

  /** Installs into the folder, which is empty before. */
  void install(Path requirements, String pythonVersion, Path target) {
    Optional<List<String>> uv = findUv();
    Result result;
    if (uv.isPresent()) {
      result = run(target, uv(uv.get(), requirements, pythonVersion, target, List.of()));
      if (!result.succeeded() && looksOffline(result)) {
        result =
            run(target, uv(uv.get(), requirements, pythonVersion, target, List.of("--offline")));
      }
    } else {
      result = run(target, pip(requirements, pythonVersion, target));
    }
    if (!result.succeeded()) {
      throw new Failure(
          ExitCode.INVALID,
          "the requirements cannot be installed for Linux on ARM64 and Python "
              + pythonVersion
              + ": "
              + lastLines(result.err()),
          requirements.toString(),
          "each package needs a wheel for aarch64 (or one of pure Python), and the package index"
              + " must be reachable");
    }
    makePortable(target);
  }

  private Optional<List<String>> findUv() {
    if (python.isPresent()) {
      Path beside = Path.of(python.get()).resolveSibling("uv");
      if (Files.isExecutable(beside)) {
        return Optional.of(List.of(beside.toString()));
      }
    }
    try {
      boolean works = run(Path.of(""), List.of("uv", "--version")).succeeded();
      return works ? Optional.of(List.of("uv")) : Optional.empty();
    } catch (Failure notInstalled) {
      return Optional.empty();
    }
  }

  private List<String> uv(
      List<String> uv, Path requirements, String version, Path target, List<String> more) {
    List<String> command = new ArrayList<>(uv);
    command.addAll(
        List.of("pip", "install", "--quiet", "--python-platform", "aarch64-manylinux2014"));
    command.addAll(List.of("--python-version", version, "--only-binary", ":all:"));
    command.addAll(List.of("--link-mode", "copy", "--target", target.toString()));
    command.addAll(List.of("-r", requirements.toAbsolutePath().toString()));
    python.ifPresent(interpreter -> command.addAll(List.of("--python", interpreter)));
    command.addAll(more);
    return command;
  }

  private List<String> pip(Path requirements, String version, Path target) {
    List<String> command = new ArrayList<>(List.of(python.orElse("python3"), "-m", "pip"));
    command.addAll(List.of("install", "--quiet", "--disable-pip-version-check", "--no-input"));
    for (String glibc : List.of("2014", "_2_17", "_2_28", "_2_34")) {
      command.addAll(List.of("--platform", "manylinux" + glibc + "_aarch64"));
    }
    command.addAll(List.of("--python-version", version, "--implementation", "cp"));
    command.addAll(List.of("--only-binary", ":all:", "--no-compile"));
    command.addAll(List.of("--target", target.toString()));
    command.addAll(List.of("-r", requirements.toAbsolutePath().toString()));
    return command;
  }

  private static Result run(Path folder, List<String> command) {
    return Programs.run(folder, TIMEOUT, command);
  }

  private static boolean looksOffline(Result result) {
    return result.err().contains("Failed to fetch")
        || result.err().contains("error sending request")
        || result.err().contains("dns error");
  }

  private static String lastLines(String text) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.length() <= LINE ? line : line.substring(0, LINE) + "…")
            .toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  // Scripts name the interpreter of this machine; nothing else in the folder does.
  private static void makePortable(Path target) {
    Path scripts = target.resolve("bin");
    if (!Files.isDirectory(scripts)) {
      return;
    }
    try (Stream<Path> files = Files.list(scripts)) {
      for (Path script : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(script);
        if (bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!') {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          String portable = SHEBANG.matcher(text).replaceFirst("#!/usr/bin/env python3\n");
          Files.write(script, portable.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the installed scripts cannot be rewritten: " + scripts, e);
    }
  }
}
