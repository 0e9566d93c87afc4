package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.controls.Regions.Said;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder mode}. */
@Command(
    name = "mode",
    description = {
      "Shows or changes how far the responder may go for an agent.",
      "Scenario by scenario; at run time: observe, approve, auto-after 10m, auto, or plan for what",
      "the plan says."
    })
public final class ModeCommand extends ResponderCommand {
  private static final String PLANS = "plan";

  @Parameters(index = "0", paramLabel = "AGENT", description = "any of its names")
  private String agent = "";

  @Parameters(
      index = "1..2",
      arity = "0..2",
      paramLabel = "MODE",
      description = "observe | approve | auto-after TIME | auto | plan (default: show)")
  private List<String> mode = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "N",
      description = "the plan's scenario that it is for (default: all of them)")
  private @Nullable Integer scenario;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent one = session.plan().getAgent(agent);
    List<Integer> scenarios = scenarios(session.plan());
    String wanted = String.join(" ", mode);
    Optional<Mode> set =
        wanted.isEmpty() || wanted.equals(PLANS) ? Optional.empty() : Optional.of(parse(wanted));
    return new Regions(session, dryRun)
        .inEach(
            (in, controls) ->
                said(
                    in.plan(),
                    one,
                    scenarios,
                    wanted.isEmpty()
                        ? controls.read(one.name())
                        : change(controls, one, scenarios, set)));
  }

  private static Controls change(
      ControlStore controls, Agent agent, List<Integer> scenarios, Optional<Mode> mode) {
    return controls.change(
        agent.name(),
        before -> {
          Controls after = before;
          for (int one : scenarios) {
            after = after.withMode(one, mode);
          }
          return after;
        });
  }

  private List<Integer> scenarios(Plan plan) {
    if (scenario == null) {
      return List.copyOf(new TreeSet<>(plan.scenarios().keySet()));
    }
    if (!plan.scenarios().containsKey(scenario)) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "the plan has no scenario " + scenario,
          "--scenario",
          "name one of " + new TreeSet<>(plan.scenarios().keySet()));
    }
    return List.of(scenario);
  }

  private static Mode parse(String text) {
    try {
      return Mode.parse(text);
    } catch (PlanException e) {
      throw new Failure(
          ExitCode.USAGE,
          String.valueOf(e.getMessage()),
          "MODE",
          "write observe, approve, auto-after 10m, auto, or plan for what the plan says",
          e);
    }
  }

  private static Said said(Plan plan, Agent agent, List<Integer> scenarios, Controls controls) {
    List<String> lines = new ArrayList<>();
    Map<String, Object> modes = new LinkedHashMap<>();
    for (int number : scenarios) {
      String now = controls.modeFor(agent, number).words();
      Optional<Mode> set = Optional.ofNullable(controls.modes().get(number));
      lines.add(
          "%s, scenario %d (%s): %s%s"
              .formatted(
                  agent.name(),
                  number,
                  plan.scenario(number).name(),
                  now,
                  set.isEmpty()
                      ? ""
                      : ", set by command; the plan says " + agent.modeFor(number).words()));
      modes.put(
          "" + number,
          Map.of("mode", now, "plan", agent.modeFor(number).words(), "set", set.isPresent()));
    }
    return new Said(lines, Map.of("agent", agent.name(), "modes", modes));
  }
}
