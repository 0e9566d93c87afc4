package com.vitracka.responder.cli.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the global options and the environment say.
 *
 * @param plan the file, or empty for {@code infra/plan.yaml} of the project
 * @param overlay merged over the plan, or empty
 * @param endpoint of a local AWS, or empty for the real one
 * @param region or empty for the plan's
 * @param environment variables
 * @param folder where the command was started
 */
public record Settings(
    Optional<Path> plan,
    Optional<Path> overlay,
    Optional<URI> endpoint,
    Optional<String> region,
    Map<String, String> environment,
    Path folder) {

  public Settings {
    environment = Map.copyOf(environment);
  }

  /** The same in another region. */
  public Settings in(String other) {
    return new Settings(plan, overlay, endpoint, Optional.of(other), environment, folder);
  }

  public Optional<String> findVariable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Given, or {@code infra/plan.yaml} here or in a folder above, or of the launcher's project. */
  public Path planFile() {
    if (plan.isPresent()) {
      return plan.get();
    }
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("infra").resolve("plan.yaml");
      if (file.toFile().isFile()) {
        return file;
      }
    }
    return findVariable("RESPONDER_ROOT")
        .map(root -> Path.of(root, "infra", "plan.yaml"))
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.INVALID,
                    "no recovery plan was found",
                    "infra/plan.yaml in " + folder.toAbsolutePath() + " and the folders above",
                    "run the command in the project, or name the plan: --plan FILE"));
  }
}
