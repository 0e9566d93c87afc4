package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.plan.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder release publish}. */
@Command(
    name = "publish",
    description = {
      "Makes a release of an agent's folder and stores it, immutable, in the Releases bucket.",
      "The requirements are built for Linux on ARM64 and the agent's Python."
    })
final class PublishCommand extends ResponderCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "holds .bedrock_agentcore.yaml (default: where you are)")
  private Path folder = Path.of(".");

  @Option(
      names = "--zip",
      paramLabel = "FILE",
      description = "a code zip that is built already; the folder gives the rest")
  private @Nullable Path zip;

  @Option(
      names = "--allow-dirty",
      description = "release files that differ from the commit, or are in no Git repository")
  private boolean allowDirty;

  @Mixin private AgentOption agentOption = new AgentOption();

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Optional<Agent> named = agentOption.findName().map(name -> session.agent(Optional.of(name)));
    AgentFolder source = AgentFolder.read(folder, named.map(Agent::name));
    Agent agent = session.plan().getAgent(source.agent());
    Optional<GitTree.State> git = new GitTree(folder).findState();
    refuseDirty(git);
    ReleaseStore store = ReleaseStore.of(session);
    Path work = temporaryFolder();
    try {
      Built built = zip == null ? build(session, source, git, work) : given(source, zip);
      ReleaseZip.check(built.zip(), source.entryPoint());
      Instant now = Instant.now();
      Release release =
          new Release(
              Release.idFor(now, git.map(GitTree.State::commit).orElse("")),
              agent.name(),
              git.map(GitTree.State::commit).orElse(""),
              git.map(GitTree.State::folderCommit).orElse(""),
              git.map(GitTree.State::isDirty).orElse(true),
              zip == null ? Release.Source.FOLDER : Release.Source.ZIP,
              Optional.empty(),
              now,
              session.caller(),
              ReleaseZip.sha256(built.zip()),
              size(built.zip()),
              source.runtime(),
              built.entryPoint());
      if (dryRun.isSet()) {
        Call.show(session.out(), store.callsToStore(release, false));
        return ExitCode.OK;
      }
      store.store(release, built.zip(), Optional.empty());
      session
          .out()
          .answer(
              release.toDocument(),
              """
              Published %s
                agent   %s
                commit  %s%s
                code    s3://%s/%s (%,d bytes, sha256 %s)
              Deploy it: responder release deploy %s --agent %s
              """
                  .formatted(
                      release.id(),
                      release.agent(),
                      release.commit().isEmpty() ? "none" : release.commit(),
                      release.dirty() ? " with changes that are not committed" : "",
                      store.bucket(),
                      ReleaseStore.codeKey(release),
                      release.bytes(),
                      release.sha256(),
                      release.id(),
                      release.agent()));
      return ExitCode.OK;
    } finally {
      delete(work);
    }
  }

  private record Built(Path zip, List<String> entryPoint) {}

  private static Built given(AgentFolder source, Path zip) {
    if (!Files.isRegularFile(zip)) {
      throw new Failure(
          ExitCode.INVALID, "there is no such zip", zip.toString(), "check the path after --zip");
    }
    return new Built(zip, List.of(source.entryPoint()));
  }

  private Built build(Session session, AgentFolder source, Optional<GitTree.State> git, Path work) {
    ReleaseZip code = new ReleaseZip();
    Optional<Path> requirements = source.findRequirements();
    if (requirements.isPresent()) {
      session
          .out()
          .progress(
              "Building the requirements for linux aarch64, Python " + source.pythonVersion());
      Path installed = work.resolve("requirements");
      makeFolder(installed);
      new Requirements(session.settings().findVariable("RESPONDER_PYTHON"))
          .install(requirements.get(), source.pythonVersion(), installed);
      code.addAll(installed);
    }
    List<Path> files =
        git.isPresent() ? new GitTree(folder).listFiles() : GitTree.listFilesWithoutGit(folder);
    for (Path file : files) {
      // It names accounts and machines, and the runtime does not read it.
      if (!file.toString().startsWith(AgentFolder.CONFIGURATION)) {
        code.add(ReleaseZip.nameOf(file), folder.resolve(file));
      }
    }
    Path zip = work.resolve("code.zip");
    code.write(zip);
    boolean instrumented = source.instrumented() && code.has("bin/opentelemetry-instrument");
    return new Built(
        zip,
        instrumented
            ? List.of("opentelemetry-instrument", source.entryPoint())
            : List.of(source.entryPoint()));
  }

  private void refuseDirty(Optional<GitTree.State> git) {
    if (allowDirty) {
      return;
    }
    if (git.isEmpty()) {
      throw new Failure(
          ExitCode.INVALID,
          "the folder is in no Git repository, so the release would have no commit",
          folder.toAbsolutePath().normalize().toString(),
          "publish from a checkout, or add --allow-dirty");
    }
    if (git.get().isDirty()) {
      List<String> changes = git.get().changes();
      throw new Failure(
          ExitCode.INVALID,
          "the folder differs from its commit: "
              + String.join(", ", changes.subList(0, Math.min(5, changes.size())))
              + (changes.size() > 5 ? " and " + (changes.size() - 5) + " more" : ""),
          folder.toAbsolutePath().normalize().toString(),
          "commit the changes, or add --allow-dirty");
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("responder-release");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder cannot be made: " + folder, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file cannot be read: " + file, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder cannot be deleted: " + folder, e);
    }
  }
}
