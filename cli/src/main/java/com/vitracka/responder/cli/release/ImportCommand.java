package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** {@code responder release import}. */
@Command(
    name = "import",
    description = {
      "Takes what an agent runs now as a release: its code zip and its configuration.",
      "The toolkit overwrites its zip and deletes it after seven days; a release stays."
    })
final class ImportCommand extends ResponderCommand {
  @Mixin private AgentOption agentOption = new AgentOption();

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent agent = agentOption.in(session);
    Deployer deployer = new Deployer(session, agent, new Progress(session.out()));
    JsonObject newest = deployer.getCurrent();
    String live = deployer.liveVersion();
    JsonObject running =
        newest.text("agentRuntimeVersion").equals(live) ? newest : deployer.getVersion(live);
    JsonObject place =
        RuntimeBodies.findLocation(running)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.INVALID,
                        "version " + live + " runs a container, which is no release of code",
                        "runtime " + agent.runtimeId(),
                        "keep its image in ECR with immutable tags"));
    ReleaseStore store = ReleaseStore.of(session);
    if (place.text("bucket").equals(store.bucket())) {
      session
          .out()
          .answer(
              place.values(), "Nothing to import: version " + live + " runs a release of ours.");
      return ExitCode.OK;
    }
    Path zip = download(session, place, live);
    try {
      JsonObject code = RuntimeBodies.findCode(running).orElseThrow();
      Instant now = Instant.now();
      Release release =
          new Release(
              Release.idFor(now, "").replace("nocommit", "import"),
              agent.name(),
              "",
              "",
              false,
              Release.Source.IMPORT,
              Optional.of(live),
              now,
              session.caller(),
              ReleaseZip.sha256(zip),
              Files.size(zip),
              code.text("runtime"),
              code.texts("entryPoint"));
      Records records = Records.of(session, dryRun);
      if (!records.isDryRun()) {
        store.store(release, zip, Optional.of(running));
      }
      records
          .versions()
          .record(
              agent.name(),
              live,
              Optional.of(release.id()),
              Optional.empty(),
              session.caller(),
              now);
      if (records.isDryRun()) {
        List<Call> calls = new ArrayList<>(store.callsToStore(release, true));
        calls.addAll(records.calls());
        Call.show(session.out(), calls);
        return ExitCode.OK;
      }
      session
          .out()
          .answer(
              release.toDocument(),
              "Imported version %s of %s as release %s (%,d bytes)"
                  .formatted(live, agent.name(), release.id(), release.bytes()));
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException("the downloaded zip cannot be read: " + zip, e);
    } finally {
      delete(zip);
    }
  }

  private static Path download(Session session, JsonObject place, String version) {
    String bucket = place.text("bucket");
    String key = place.text("prefix");
    try {
      Path zip = Files.createTempFile("responder-import", ".zip");
      try (ResponseInputStream<GetObjectResponse> in =
          session
              .aws()
              .s3()
              .getObject(
                  r ->
                      r.bucket(bucket)
                          .key(key)
                          .versionId(place.findText("versionId").orElse(null))
                          .expectedBucketOwner(session.account()))) {
        Files.copy(in, zip, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      return zip;
    } catch (NoSuchKeyException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "the code of version "
              + version
              + " is gone: the toolkit's bucket deletes it after 7 days",
          "s3://" + bucket + "/" + key,
          "publish a release from Git instead: responder release publish FOLDER",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("the code cannot be downloaded", e);
    }
  }

  private static void delete(Path zip) {
    try {
      Files.deleteIfExists(zip);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary zip cannot be deleted: " + zip, e);
    }
  }
}
