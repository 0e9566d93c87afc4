package com.vitracka.responder.local.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The team's own Git repository with the example agent's code. */
record TeamRepository(Path folder, Commands commands) {
  /** Made anew from the example, with a first commit. */
  void create(Path example) {
    copy(example);
    git("init", "--quiet", "--initial-branch", "main");
    commit("Answer questions about the week");
  }

  void improve() {
    append("README.md", "\nThe coach now also looks at the weekend.\n");
    commit("Look at the weekend too");
  }

  /** The module that it imports is not there. */
  void breakImport() {
    Path file = folder.resolve("agent.py");
    try {
      Files.writeString(file, "import coach_settings\n" + Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    commit("Move the settings into a module of their own");
  }

  private void commit(String message) {
    git("add", "--all");
    git(
        "-c",
        "user.name=Team",
        "-c",
        "user.email=team@vitracka.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "-m",
        message);
  }

  private void git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    commands.run("team-git", folder, Map.of(), command);
  }

  private void append(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, Files.exists(file) ? Files.readString(file) + text : text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private void copy(Path example) {
    try {
      if (Files.exists(folder)) {
        List<Path> old;
        try (Stream<Path> files = Files.walk(folder)) {
          old = files.toList();
        }
        for (Path file : old.reversed()) {
          Files.delete(file);
        }
      }
      try (Stream<Path> files = Files.walk(example)) {
        for (Path file : files.filter(file -> !file.toString().contains("__pycache__")).toList()) {
          Path target = folder.resolve(example.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not copy " + example, e);
    }
  }

  /** What the team deploys: the files without the history. */
  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(".git/")) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(Files.readAllBytes(file));
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not zip " + folder, e);
    }
    return bytes.toByteArray();
  }
}
