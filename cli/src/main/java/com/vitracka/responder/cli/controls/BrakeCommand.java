package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.CommandGroup;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.controls.Regions.Said;
import com.vitracka.responder.incident.ControlDocument;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code responder brake}. */
@Command(
    name = "brake",
    description = "Keeps the responder from changing one agent, or all, from the next change on.",
    subcommands = {BrakeCommand.On.class, BrakeCommand.Off.class, BrakeCommand.Status.class})
public final class BrakeCommand extends CommandGroup {

  /** {@code responder brake on}. */
  @Command(
      name = "on",
      description = {
        "Pulls the brake, in both of the plan's regions where a responder is.",
        "No agent, or not the named one, is changed any more; looking, telling and reports go on."
      })
  static final class On extends ResponderCommand {
    @Mixin private AgentOption agentOption = new AgentOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "for those who find it on")
    private String reason = "";

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Override
    protected ExitCode run(Session session) {
      return set(
          session,
          agentOption,
          dryRun,
          one -> Optional.of(new Setting(one.person(), Instant.now(), reason, Optional.empty())));
    }
  }

  /** {@code responder brake off}. */
  @Command(name = "off", description = "Takes the brake off again, in both regions.")
  static final class Off extends ResponderCommand {
    @Mixin private AgentOption agentOption = new AgentOption();

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Override
    protected ExitCode run(Session session) {
      if (!yes && !dryRun.isSet() && !isMeant(session)) {
        session.out().answer(Map.of("changed", false), "Left as it was.");
        return ExitCode.OK;
      }
      return set(session, agentOption, dryRun, _ -> Optional.empty());
    }

    private boolean isMeant(Session session) {
      String whom = agentOption.findName().orElse("all agents");
      return session
          .ask("Take off the brake for " + whom + "? The responder may change it again. (yes)")
          .filter(answer -> !answer.equals("yes"))
          .isEmpty();
    }
  }

  /** {@code responder brake status}. */
  @Command(
      name = "status",
      description = "Says in each region whether the brake is on, and what else holds back agents.")
  static final class Status extends ResponderCommand {
    @Mixin private AgentOption agentOption = new AgentOption();

    @Override
    protected ExitCode run(Session session) {
      Optional<Agent> only = findAgent(session, agentOption);
      List<Agent> agents = only.map(List::of).orElseGet(() -> session.plan().agents());
      return new Regions(session, new DryRunOption())
          .inEach((one, controls) -> status(controls, agents, only.isPresent()));
    }

    private static Said status(ControlStore controls, List<Agent> agents, boolean each) {
      Instant now = Instant.now();
      Optional<Setting> forAll = controls.findBrakeForAll();
      List<String> lines = new ArrayList<>(List.of(ControlsText.brakeForAll(forAll)));
      Map<String, Object> ofAgents = new LinkedHashMap<>();
      for (Agent agent : agents) {
        Controls set = controls.read(agent.name());
        if (each || !ControlsText.isPlain(set, now)) {
          lines.addAll(ControlsText.agent(agent.name(), set, now));
          ofAgents.put(agent.name(), ControlDocument.of(set));
        }
      }
      Map<String, Object> document = ControlsText.document(forAll);
      document.put("agents", ofAgents);
      return new Said(lines, document);
    }
  }

  private interface Wanted {
    Optional<Setting> in(Session session);
  }

  private static ExitCode set(
      Session session, AgentOption agentOption, DryRunOption dryRun, Wanted wanted) {
    Optional<Agent> agent = findAgent(session, agentOption);
    return new Regions(session, dryRun)
        .inEach(
            (one, controls) -> {
              Optional<Setting> setting = wanted.in(one);
              return agent
                  .map(only -> setForOne(controls, only, setting))
                  .orElseGet(() -> setForAll(controls, setting));
            });
  }

  private static Said setForAll(ControlStore controls, Optional<Setting> setting) {
    controls.setBrakeForAll(setting);
    return new Said(List.of(ControlsText.brakeForAll(setting)), ControlsText.document(setting));
  }

  private static Said setForOne(ControlStore controls, Agent agent, Optional<Setting> setting) {
    Controls now = controls.change(agent.name(), set -> set.withBrake(setting));
    List<String> lines = new ArrayList<>(ControlsText.agent(agent.name(), now, Instant.now()));
    if (now.brakeForAll().isPresent()) {
      lines.add(ControlsText.brakeForAll(now.brakeForAll()));
    }
    Map<String, Object> document = ControlsText.document(now.brakeForAll());
    document.put("agents", Map.of(agent.name(), ControlDocument.of(now)));
    return new Said(lines, document);
  }

  private static Optional<Agent> findAgent(Session session, AgentOption option) {
    return option.findName().map(name -> session.plan().getAgent(name));
  }
}
