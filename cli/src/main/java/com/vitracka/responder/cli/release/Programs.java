package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs other programs of this machine. */
final class Programs {
  /** What a program wrote, and how it ended. */
  record Result(int exit, String out, String err) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  private Programs() {}

  /**
   * Runs a program to its end.
   *
   * @throws Failure when it is not installed or takes too long
   */
  static Result run(Path folder, Duration atMost, List<String> command) {
    Path out = null;
    Path err = null;
    try {
      out = Files.createTempFile("responder", ".out");
      err = Files.createTempFile("responder", ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new Failure(
            ExitCode.FAILED,
            "it did not end within " + atMost.toSeconds() + " s: " + String.join(" ", command),
            folder.toString(),
            "run it by hand in that folder to see what it waits for");
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(
          ExitCode.INTERRUPTED, "stopped", folder.toString(), "run the command again", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.MISSING_TOOL,
          "the program '" + command.getFirst() + "' does not run: " + e.getMessage(),
          folder.toString(),
          "install it, and check that it is on the PATH",
          e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file could not be deleted: " + file, e);
    }
  }
}
