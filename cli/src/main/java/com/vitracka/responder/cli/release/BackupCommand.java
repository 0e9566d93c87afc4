package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.RawAgentRuntimes;
import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.CommandGroup;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code responder backup}. */
@Command(
    name = "backup",
    description = "Backups of an agent's whole configuration.",
    subcommands = {
      BackupCommand.Create.class,
      BackupCommand.ListAll.class,
      BackupCommand.Restore.class
    })
public final class BackupCommand extends CommandGroup {

  /** {@code responder backup create}. */
  @Command(name = "create", description = "Stores an agent's runtime and endpoint as they are.")
  static final class Create extends ResponderCommand {
    @Mixin private AgentOption agentOption = new AgentOption();

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Override
    protected ExitCode run(Session session) {
      Agent agent = agentOption.in(session);
      new Deployer(session, agent, new Progress(session.out())).getCurrent();
      String id = BackupStore.newId("manual");
      BackupStore backups = new BackupStore(session);
      if (dryRun.isSet()) {
        Call.show(session.out(), List.of(Call.store(backups.bucket(), backups.key(agent, id))));
        return ExitCode.OK;
      }
      String place = backups.create(agent, id);
      session
          .out()
          .answer(
              Map.of("agent", agent.name(), "backup", id, "place", place),
              "Backed up " + agent.name() + " as " + id + " (" + place + ")");
      return ExitCode.OK;
    }
  }

  /** {@code responder backup list}. */
  @Command(name = "list", description = "Shows an agent's backups, newest first.")
  static final class ListAll extends ResponderCommand {
    @Mixin private AgentOption agentOption = new AgentOption();

    @Override
    protected ExitCode run(Session session) {
      Agent agent = agentOption.in(session);
      List<BackupStore.Entry> entries = new BackupStore(session).list(agent);
      StringBuilder text = new StringBuilder();
      entries.forEach(
          entry -> text.append("%-32s %s%n".formatted(entry.id(), entry.at().toString())));
      session
          .out()
          .answer(
              Map.of(
                  "agent",
                  agent.name(),
                  "backups",
                  entries.stream()
                      .map(entry -> Map.of("backup", entry.id(), "at", entry.at().toString()))
                      .toList()),
              text.isEmpty() ? agent.name() + " has no backup yet." : text.toString());
      return ExitCode.OK;
    }
  }

  /** {@code responder backup restore}. */
  @Command(
      name = "restore",
      description = {
        "Brings back what a backup holds.",
        "A named endpoint is moved to the version that it had; otherwise the runtime is updated with",
        "the whole configuration of the backup."
      })
  static final class Restore extends ResponderCommand {
    @Parameters(
        paramLabel = "INCIDENT_OR_ID",
        description = "of the backup, as the message or responder backup list shows it")
    private String id = "";

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Override
    protected ExitCode run(Session session) {
      BackupStore backups = new BackupStore(session);
      JsonObject backup = backups.get(id);
      Agent agent = session.plan().getAgent(backup.text("agent"));
      Progress progress = new Progress(session.out());
      Deployer deployer = new Deployer(session, agent, progress);
      JsonObject current = deployer.getCurrent();
      String endpoint = backup.text("endpoint");
      boolean named = !endpoint.equals(Agent.DEFAULT_ENDPOINT);
      JsonObject runtime = backup.object("runtime");
      String safety = BackupStore.newId("restore");
      if (dryRun.isSet()) {
        List<Call> calls = new ArrayList<>();
        calls.add(Call.store(backups.bucket(), backups.key(agent, safety)));
        if (named) {
          calls.add(Call.move(agent.runtimeId(), endpoint, backup.text("endpointVersion")));
        } else {
          calls.add(Call.update(agent.runtimeId(), RawAgentRuntimes.updatable(runtime)));
          calls.addAll(deployer.callsToRecord(current, Optional.empty()));
        }
        Call.show(session.out(), calls);
        return ExitCode.OK;
      }
      progress.title(
          "RESTORING A BACKUP",
          "Agent: " + agent.name(),
          "Backup: " + id + " of " + backup.text("at"),
          "Region: " + session.region());
      progress.step("Backing up current state");
      progress.ok("Current state backed up to " + backups.create(agent, safety));
      progress.step("Restoring");
      String version;
      if (named) {
        version = backup.text("endpointVersion");
        deployer.moveEndpoint(endpoint, version);
      } else {
        if (RuntimeBodies.isChangeable(runtime, session.outputs().releasesBucket())) {
          progress.note(
              "The code in the backup lies where the toolkit overwrites it: what is deployed is"
                  + " what lies there now.");
        }
        version = deployer.update(RawAgentRuntimes.updatable(runtime));
        deployer.record(version, Optional.empty());
      }
      progress.step("Testing invocation");
      deployer.demandRightAnswer("responder rollback --agent " + agent.name());
      progress.complete("RESTORE COMPLETE: version " + version);
      session.out().answer(Map.of("agent", agent.name(), "version", version, "backup", safety));
      return ExitCode.OK;
    }
  }
}
