package com.vitracka.responder.local.simulation;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.local.HistoryFile;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code responder simulate}. */
@Command(
    name = "simulate",
    description = {
      "Whole incidents in a hostile world, in virtual time, judged by an oracle.",
      "The responder's own code, agents that break, services that fail, functions that die at any",
      "call, people who sleep. Exit code 1 when an invariant is broken."
    })
public final class SimulateCommand implements Callable<Integer> {
  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many histories (default: ${DEFAULT-VALUE})")
  private long seeds = 1000;

  @Option(
      names = "--incidents",
      paramLabel = "N",
      description = "so many seeds that there are at least this many incidents")
  private long incidents;

  @Option(
      names = "--seed",
      paramLabel = "K",
      description = "the first seed; with --verbose the only one, and every event of it is shown")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "histories at the same time (default: one for each processor)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--coverage", description = "print the tables of docs/reference/simulation.md")
  private boolean coverage;

  @Option(
      names = "--profile",
      description = "print which parts of the code the processor's time goes to")
  private boolean profile;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "write the incidents of the one history of --seed as files, to be replayed")
  private @Nullable Path record;

  public SimulateCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    Plan plan = PlanReader.read(workspace.root().resolve("infra/plan.yaml"));
    CommandSpec own = java.util.Objects.requireNonNull(spec, "filled in by picocli");
    PrintWriter out = own.commandLine().getOut();
    Path directory = record;
    if (isVerbose(own) || directory != null) {
      History history = new History(plan, seed, new Wiring(), isVerbose(own), out::println);
      History.Outcome outcome = history.run();
      if (directory != null) {
        history.incidents().forEach(incident -> HistoryFile.write(incident, directory));
      }
      outcome.violations().forEach(out::println);
      out.println("checksum " + Long.toHexString(outcome.checksum()));
      out.flush();
      return code(outcome.violations());
    }
    Campaign.Result result;
    if (profile) {
      try (Profile profiled = Profile.begin()) {
        result = campaign(plan, out);
        out.print(profiled.table());
      }
    } else {
      result = campaign(plan, out);
    }
    if (coverage) {
      out.print(CoverageTables.of(result));
    }
    out.flush();
    return code(result.violations());
  }

  private Campaign.Result campaign(Plan plan, PrintWriter out) {
    Campaign.Result result = new Campaign(plan, threads, out).run(seed, seeds, incidents);
    out.print(result.words());
    return result;
  }

  /** The global option, which is for more words everywhere. */
  private static boolean isVerbose(CommandSpec own) {
    OptionSpec verbose = own.findOption("--verbose");
    return verbose != null && Boolean.TRUE.equals(verbose.getValue());
  }

  private static int code(List<Violation> violations) {
    return (violations.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }
}
