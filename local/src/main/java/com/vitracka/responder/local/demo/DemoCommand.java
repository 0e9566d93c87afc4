package com.vitracka.responder.local.demo;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.SessionSource;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.PortOption;
import com.vitracka.responder.local.Workspace;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code responder demo}. */
@Command(
    name = "demo",
    description = {
      "Breaks an example agent on this machine and shows the recovery.",
      "Starts the local AWS, deploys by the CDK, publishes two releases of the agent, lets users",
      "invoke it, breaks it, and shows what happens. Exit code 0 only when it ends as the table says."
    },
    footerHeading = "%nFaults:%n",
    footer = {
      "  crash                 the agent's processes die until it is deployed again (default)",
      "  bad-release           a release that dies on import, just deployed by the team",
      "  bad-release-endpoint  the same on a named endpoint",
      "  redeploy-refused      the control plane refuses every deployment",
      "  flapping              it breaks again soon after each recovery",
      "  model-down            the model behind the agent is out",
      "  slow                  latency over the threshold, answers right",
      "  canary-unauthorised   our own canary is refused, users are served"
    })
public final class DemoCommand implements Callable<Integer> {
  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      defaultValue = "crash",
      description = "what to break (default: ${DEFAULT-VALUE})")
  private String fault = "crash";

  @Option(
      names = "--refuse",
      paramLabel = "SERVICE",
      split = ",",
      description = "what refuses us meanwhile: ses, sms, table, bucket; several with commas")
  private List<String> refuse = List.of();

  @Option(names = "--keep", description = "leave everything running at the end")
  private boolean keep;

  @Option(
      names = "--real-windows",
      description = "the plan's own windows instead of those shortened for the demo")
  private boolean realWindows;

  @Mixin private PortOption port = new PortOption();

  @Option(names = "--brake", description = "pull the brake while the incident is open")
  private boolean brake;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "observe, approve or auto-after, by the plan")
  private @Nullable String mode;

  @Option(
      names = "--answer",
      paramLabel = "ANSWER",
      description = "to the question of that mode: approve, reject, stop or none (default: none)")
  private @Nullable String answer;

  @Option(
      names = "--modes",
      description = "brake, modes and answers, all of them in a row, and a table")
  private boolean modes;

  public DemoCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    CommandSpec own = java.util.Objects.requireNonNull(spec, "filled in by picocli");
    List<Restraint> restraints = restraints(own);
    if (!restraints.isEmpty()) {
      boolean all =
          new RestraintsDemo(workspace, port.localAws(workspace), restraints, keep, timeline(own))
              .run();
      return (all ? ExitCode.OK : ExitCode.FAILED).code();
    }
    Fault chosen =
        Fault.find(fault)
            .orElseThrow(
                () ->
                    new ParameterException(
                        own.commandLine(),
                        "there is no fault '" + fault + "'; there are " + Fault.words()));
    List<Refusal> refusals =
        refuse.stream()
            .map(
                word ->
                    Refusal.find(word)
                        .orElseThrow(
                            () ->
                                new ParameterException(
                                    own.commandLine(),
                                    "nothing refuses by the name '"
                                        + word
                                        + "'; there are "
                                        + Refusal.words())))
            .toList();
    Timeline timeline = timeline(own);
    boolean asDocumented =
        new Demo(workspace, port.localAws(workspace), chosen, refusals, keep, realWindows, timeline)
            .run();
    return (asDocumented ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static Timeline timeline(CommandSpec own) {
    boolean json = SessionSource.isJson(own);
    return new Timeline(own.commandLine().getOut(), json);
  }

  /** How people hold the responder back in this run; empty when they do not. */
  private List<Restraint> restraints(CommandSpec own) {
    if (!brake && !modes && mode == null && answer == null) {
      return List.of();
    }
    boolean one = (brake ? 1 : 0) + (modes ? 1 : 0) + (mode == null ? 0 : 1) == 1;
    boolean alone = (answer == null || mode != null) && refuse.isEmpty() && !realWindows;
    if (!one || !alone || !fault.equals(Fault.CRASH.word())) {
      throw new ParameterException(
          own.commandLine(),
          "--brake, --mode and --modes are for the fault crash with shortened windows, one of them"
              + " at a time: "
              + Restraint.words());
    }
    if (modes) {
      return Restraint.all();
    }
    return brake
        ? List.of(Restraint.BRAKE)
        : List.of(
            Restraint.find("" + mode, answer == null ? "none" : answer)
                .orElseThrow(
                    () ->
                        new ParameterException(
                            own.commandLine(),
                            "there is no such mode with that answer; there are "
                                + Restraint.words())));
  }
}
