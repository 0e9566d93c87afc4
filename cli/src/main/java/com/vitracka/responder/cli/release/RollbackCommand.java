package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code responder rollback}: the plan's rollback procedure. */
@Command(
    name = "rollback",
    description = {
      "Rolls an agent back to the newest known good version, or to a release or commit.",
      "A named endpoint is moved; DEFAULT gets a new version with code and environment of the old."
    })
public final class RollbackCommand extends ResponderCommand {
  /** What to roll back to. */
  static final class Target {
    @Option(
        names = "--commit",
        paramLabel = "HASH",
        description = "of the release: 4 to 40 digits, as git log --oneline shows them")
    private @Nullable String commit;

    @Option(
        names = "--release",
        paramLabel = "ID",
        description = "as responder release list shows it")
    private @Nullable String release;

    @Option(names = "--to-version", paramLabel = "N", description = "a version that AgentCore has")
    private @Nullable String version;
  }

  @Mixin private AgentOption agentOption = new AgentOption();

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Target wanted;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent agent = agentOption.in(session);
    Progress progress = new Progress(session.out());
    Deployer deployer = new Deployer(session, agent, progress);
    JsonObject current = deployer.getCurrent();
    String live = deployer.liveVersion();
    RollbackTarget target = choose(session, agent, deployer, live);
    BackupStore backups = new BackupStore(session);
    String backup = BackupStore.newId("rollback");
    boolean moveOnly = !agent.usesDefaultEndpoint() && target.version().isPresent();
    Map<String, @Nullable Object> body =
        moveOnly ? Map.of() : body(session, deployer, current, target);
    if (dryRun.isSet()) {
      List<Call> calls = new ArrayList<>();
      calls.add(Call.store(backups.bucket(), backups.key(agent, backup)));
      if (!moveOnly) {
        calls.add(Call.update(agent.runtimeId(), body));
        calls.addAll(deployer.callsToRecord(current, target.release()));
      }
      if (!agent.usesDefaultEndpoint()) {
        calls.add(
            Call.move(
                agent.runtimeId(), agent.endpoint(), target.version().orElse("the new version")));
      }
      Map<String, Object> document = Call.document(calls);
      document.put("agent", agent.name());
      document.put("from", live);
      document.put("to", target.words());
      session.out().answer(document, "Rollback to " + target.words() + ".\n" + Call.text(calls));
      return ExitCode.OK;
    }
    progress.title(
        "AGENT ROLLBACK PROCEDURE",
        "Agent: " + agent.name(),
        "From: version " + live,
        "To: " + target.words(),
        "Region: " + session.region());
    progress.step("Backing up current state");
    progress.ok("Current state backed up to " + backups.create(agent, backup));
    progress.step("Deploying previous version");
    String version;
    if (moveOnly) {
      version = target.version().orElseThrow();
      deployer.moveEndpoint(agent.endpoint(), version);
    } else {
      version = deployer.update(body);
      deployer.record(version, target.release());
      if (!agent.usesDefaultEndpoint()) {
        deployer.moveEndpoint(agent.endpoint(), version);
      }
    }
    progress.ok("Previous version deployed");
    progress.step("Verifying deployment");
    String now = deployer.liveVersion();
    if (!now.equals(version)) {
      throw new Failure(
          ExitCode.REFUSED,
          "users have version " + now + " and not " + version + ": somebody else is deploying",
          "endpoint " + agent.endpoint() + " of runtime " + agent.runtimeId(),
          "agree who deploys, then run the command again");
    }
    progress.ok("Endpoint " + agent.endpoint() + " serves version " + version);
    progress.step("Testing invocation");
    String restore = "responder backup restore " + backup;
    deployer.demandRightAnswer("restore what was there before: " + restore);
    progress.complete(
        "ROLLBACK COMPLETE",
        "Monitor the log for errors: aws logs tail "
            + agent.logGroup()
            + " --follow --region "
            + session.region(),
        "Verify application functionality",
        "If the rollback did not help, restore the backup: " + restore);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("agent", agent.name());
    answer.put("from", live);
    answer.put("to", target.words());
    answer.put("version", version);
    answer.put("backup", backup);
    answer.put("restore", restore);
    session.out().answer(answer);
    return ExitCode.OK;
  }

  private RollbackTarget choose(Session session, Agent agent, Deployer deployer, String live) {
    List<VersionNotes> notes = deployer.versions().list(agent.name());
    List<Release> releases = ReleaseStore.of(session).list(agent.name());
    ReleaseChoice choice = new ReleaseChoice(agent.name(), releases);
    if (wanted != null && wanted.commit != null) {
      return RollbackTarget.ofRelease(choice.byCommit(wanted.commit), notes);
    }
    if (wanted != null && wanted.release != null) {
      return RollbackTarget.ofRelease(choice.byId(wanted.release), notes);
    }
    if (wanted != null && wanted.version != null) {
      return RollbackTarget.ofVersion(wanted.version, notes, releases);
    }
    return RollbackTarget.newestGood(agent.name(), notes, releases, live);
  }

  private static Map<String, @Nullable Object> body(
      Session session, Deployer deployer, JsonObject current, RollbackTarget target) {
    String bucket = session.outputs().releasesBucket();
    Optional<JsonObject> old = target.version().map(deployer::getVersion);
    if (target.release().isPresent()) {
      Release release = target.release().get();
      RuntimeBodies.Zip zip = ReleaseStore.zip(release, bucket);
      return old.map(version -> RuntimeBodies.withVersionFrom(zip, current, version))
          .orElseGet(
              () ->
                  RuntimeBodies.withRelease(current, zip, release.runtime(), release.entryPoint()));
    }
    if (RuntimeBodies.isChangeable(old.orElseThrow(), bucket)) {
      throw new Failure(
          ExitCode.INVALID,
          target.words() + " names code that is overwritten at each deployment, so it is not old",
          RuntimeBodies.findLocation(old.get()).map(JsonObject::toString).orElse("its artifact"),
          "publish that commit as a release: git checkout HASH, responder release publish FOLDER,"
              + " responder rollback --commit HASH");
    }
    return RuntimeBodies.withVersion(current, old.get());
  }
}
