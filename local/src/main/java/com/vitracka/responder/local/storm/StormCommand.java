package com.vitracka.responder.local.storm;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.local.PortOption;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.local.demo.Timeline;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code responder storm}. */
@Command(
    name = "storm",
    description = {
      "An alarm storm through the deployed stack on this machine.",
      "Alarms of many agents by SNS, EventBridge, alarm actions and the canary, with duplicates; then",
      "the comparison and the canary of each minute. Exit code 0 only when exactly the right incidents",
      "were opened, no signal was lost, people were not flooded, an alarm costs no more than in a storm",
      "of 100, and the canary looked at each agent in time. Takes ten minutes on two cores."
    })
public final class StormCommand implements Callable<Integer> {
  private static final int FEWEST_AGENTS = 3;

  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--alarms",
      paramLabel = "N",
      defaultValue = "10000",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int alarms = 10_000;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "1000",
      description = "of how many agents (default: ${DEFAULT-VALUE})")
  private int agents = 1_000;

  @Option(
      names = "--side-by-side",
      paramLabel = "N",
      defaultValue = "6",
      description = "environments of the Intake function (default: ${DEFAULT-VALUE})")
  private int sideBySide = 6;

  @Mixin private PortOption port = new PortOption();

  public StormCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec, "filled in by picocli");
    if (agents < FEWEST_AGENTS || alarms < Math.max(agents, Storm.SMALL) || sideBySide < 1) {
      throw new ParameterException(
          own.commandLine(),
          "a storm has at least "
              + FEWEST_AGENTS
              + " agents, an alarm for each, and "
              + Storm.SMALL
              + " alarms");
    }
    Timeline timeline = new Timeline(own.commandLine().getOut(), false);
    boolean passed =
        new Storm(
                workspace,
                port.localAws(workspace),
                new Storm.Size(alarms, agents, sideBySide),
                timeline)
            .run();
    return (passed ? ExitCode.OK : ExitCode.FAILED).code();
  }
}
