package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.local.PortOption;
import com.vitracka.responder.local.Workspace;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code responder kill-sweep}. */
@Command(
    name = "kill-sweep",
    description = {
      "Kills the functions on this machine around each of their side effects.",
      "The process of the function is ended (kill -9) before and after each, and at random moments, an",
      "incident for each. Exit code 0 only when all of them end as if nothing had been killed: one",
      "effect for each key, people told, the report written, the agent up."
    })
public final class KillSweepCommand implements Callable<Integer> {
  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "10000",
      description = "sweep so many crash points at most, those of Act and Backup first")
  private int points = 10_000;

  @Option(
      names = "--random",
      paramLabel = "N",
      defaultValue = "40",
      description = "incidents with crashes at random moments (default: ${DEFAULT-VALUE})")
  private int random = 40;

  @Option(
      names = "--function",
      paramLabel = "F",
      defaultValue = "",
      description = "only crash points of functions whose name holds this, such as act")
  private String function = "";

  @Option(names = "--list", description = "list the crash points and kill nothing")
  private boolean list;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "2",
      description = "incidents that are worked on at the same time (default: ${DEFAULT-VALUE})")
  private int atOnce = 2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "for what is drawn (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Mixin private PortOption port = new PortOption();

  public KillSweepCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec, "filled in by picocli");
    KillSweep.Wishes wishes =
        new KillSweep.Wishes(points, random, function, list, 6, 2, atOnce, seed);
    boolean passed =
        new KillSweep(workspace, port.localAws(workspace), wishes, own.commandLine().getOut())
            .run();
    return (passed ? ExitCode.OK : ExitCode.FAILED).code();
  }
}
