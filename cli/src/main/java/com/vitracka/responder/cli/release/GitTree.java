package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.release.Programs.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Git knows of a folder. */
final class GitTree {
  /**
   * State of the folder.
   *
   * @param commit that is checked out, whole hash
   * @param folderCommit the last one that touched the folder: what {@code git log FOLDER} shows
   * @param changes lines of {@code git status}, empty when all is committed
   */
  record State(String commit, String folderCommit, List<String> changes) {
    boolean isDirty() {
      return !changes.isEmpty();
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Path folder;

  GitTree(Path folder) {
    this.folder = folder;
  }

  /** Empty when the folder is in no repository, or in one without a commit. */
  Optional<State> findState() {
    Result commit = git("rev-parse", "HEAD");
    if (!commit.succeeded()) {
      return Optional.empty();
    }
    List<String> changes =
        Arrays.stream(
                demand(git("status", "--porcelain", "--untracked-files=all", "--", "."))
                    .split("\n", -1))
            .filter(line -> !line.isBlank())
            .toList();
    String last = demand(git("log", "-1", "--format=%H", "--", ".")).strip();
    String head = commit.out().strip();
    return Optional.of(new State(head, last.isEmpty() ? head : last, changes));
  }

  /** Files to release, relative to the folder: tracked ones and new ones that are not ignored. */
  List<Path> listFiles() {
    List<Path> files = new ArrayList<>();
    String listed =
        demand(git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."));
    for (String name : listed.split("\0", -1)) {
      if (!name.isEmpty() && Files.isRegularFile(folder.resolve(name))) {
        files.add(Path.of(name));
      }
    }
    return files.stream().distinct().sorted().toList();
  }

  /** The same without Git: all files but caches, environments and hidden folders. */
  static List<Path> listFilesWithoutGit(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(GitTree::isSource)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder cannot be read: " + folder, e);
    }
  }

  private static boolean isSource(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.equals("__pycache__") || name.equals("venv") || name.equals("node_modules")) {
        return false;
      }
      if (name.startsWith(".") && !part.equals(relative.getFileName())) {
        return false;
      }
    }
    return true;
  }

  private Result git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Programs.run(folder, TIMEOUT, command);
  }

  private String demand(Result result) {
    if (!result.succeeded()) {
      throw new Failure(
          ExitCode.FAILED,
          "git failed: " + result.err().strip(),
          folder.toString(),
          "run git status in that folder");
    }
    return result.out();
  }
}
