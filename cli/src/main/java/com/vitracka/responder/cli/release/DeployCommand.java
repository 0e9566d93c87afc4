package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder release deploy}. */
@Command(
    name = "deploy",
    description = {
      "Deploys a release, with nothing changed but the code.",
      "Backs up, updates the runtime, waits until it is READY, and moves the agent's endpoint when it",
      "is a named one."
    })
final class DeployCommand extends ResponderCommand {
  @Parameters(paramLabel = "RELEASE", description = "as responder release list shows it")
  private String releaseId = "";

  @Mixin private AgentOption agentOption = new AgentOption();

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "endpoint to move to the new version (default: the plan's)")
  private @Nullable String endpoint;

  @Option(names = "--create", description = "make the runtime and the endpoint where they are not")
  private boolean create;

  @Option(names = "--verify", description = "invoke the agent afterwards; READY proves little")
  private boolean verify;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent agent = agentOption.in(session);
    ReleaseStore store = ReleaseStore.of(session);
    Release release = new ReleaseChoice(agent.name(), store.list(agent.name())).byId(releaseId);
    Progress progress = new Progress(session.out());
    Deployer deployer = new Deployer(session, agent, progress);
    String target = endpoint == null ? agent.endpoint() : endpoint;
    Optional<JsonObject> current =
        create ? deployer.findCurrent() : Optional.of(deployer.getCurrent());
    if (current.isEmpty()) {
      return new Creation(session, agent, progress)
          .create(release, store.bucket(), target, verify, dryRun.isSet());
    }
    if (!create) {
      deployer.liveVersion();
    }
    Map<String, @Nullable Object> body =
        RuntimeBodies.withRelease(
            current.get(),
            ReleaseStore.zip(release, store.bucket()),
            release.runtime(),
            release.entryPoint());
    BackupStore backups = new BackupStore(session);
    String backup = BackupStore.newId("deploy");
    if (dryRun.isSet()) {
      List<Call> calls = new ArrayList<>();
      calls.add(Call.store(backups.bucket(), backups.key(agent, backup)));
      calls.add(Call.update(agent.runtimeId(), body));
      calls.addAll(deployer.callsToRecord(current.get(), Optional.of(release)));
      if (!target.equals(Agent.DEFAULT_ENDPOINT)) {
        calls.add(Call.move(agent.runtimeId(), target, "the new version"));
      }
      Call.show(session.out(), calls);
      return ExitCode.OK;
    }
    progress.title(
        "AGENT DEPLOYMENT",
        "Agent: " + agent.name(),
        "Release: " + release.id(),
        "Region: " + session.region());
    if (create && !target.equals(Agent.DEFAULT_ENDPOINT)) {
      // It begins with what is there, so that the backup holds a version to go back to.
      new Creation(session, agent, progress)
          .endpoint(agent.runtimeId(), target, current.get().text("agentRuntimeVersion"));
      deployer.awaitEndpoint(target, deployer.endpointVersion(target));
    }
    progress.step("Backing up current state");
    progress.ok("Current state backed up to " + backups.create(agent, backup));
    progress.step("Deploying release " + release.id());
    String version = deployer.update(body);
    deployer.record(version, Optional.of(release));
    if (!target.equals(Agent.DEFAULT_ENDPOINT)) {
      progress.step("Moving endpoint " + target + " to version " + version);
      deployer.moveEndpoint(target, version);
    }
    if (verify) {
      progress.step("Testing invocation");
      deployer.demandRightAnswer(
          "responder rollback --agent " + agent.name() + ", or responder backup restore " + backup);
    }
    progress.complete("DEPLOYED: version " + version);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("agent", agent.name());
    answer.put("release", release.id());
    answer.put("version", version);
    answer.put("endpoint", target);
    answer.put("backup", backup);
    answer.put("verified", verify);
    session.out().answer(answer);
    return ExitCode.OK;
  }
}
