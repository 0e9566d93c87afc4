package com.vitracka.responder.cli;

import com.vitracka.responder.cli.command.CommandGroup;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Failures;
import com.vitracka.responder.cli.command.Out;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.command.SessionSource;
import com.vitracka.responder.cli.command.Settings;
import com.vitracka.responder.cli.command.Visible;
import com.vitracka.responder.cli.controls.ApproveCommand;
import com.vitracka.responder.cli.controls.BrakeCommand;
import com.vitracka.responder.cli.controls.HoldCommand;
import com.vitracka.responder.cli.controls.ModeCommand;
import com.vitracka.responder.cli.controls.RejectCommand;
import com.vitracka.responder.cli.controls.RetireCommand;
import com.vitracka.responder.cli.controls.StopCommand;
import com.vitracka.responder.cli.doctor.DoctorCommand;
import com.vitracka.responder.cli.incidents.IncidentsCommand;
import com.vitracka.responder.cli.incidents.ReportCommand;
import com.vitracka.responder.cli.incidents.SendCommand;
import com.vitracka.responder.cli.redrive.RedriveCommand;
import com.vitracka.responder.cli.release.BackupCommand;
import com.vitracka.responder.cli.release.ReleaseCommand;
import com.vitracka.responder.cli.release.RollbackCommand;
import com.vitracka.responder.cli.watch.WatchCommand;
import com.vitracka.responder.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The operator's command line. Development commands are added by the module {@code local}. */
@Command(
    name = "responder",
    version = "AgentCore Responder 0.1.0",
    description = "Recovers AI agents on Amazon Bedrock AgentCore by the plan of their owner.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit codes and all options: docs/reference/cli.md"},
    subcommands = {
      DoctorCommand.class,
      ReleaseCommand.class,
      RollbackCommand.class,
      BackupCommand.class,
      IncidentsCommand.class,
      ReportCommand.class,
      SendCommand.class,
      BrakeCommand.class,
      ModeCommand.class,
      HoldCommand.class,
      RetireCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      StopCommand.class,
      RedriveCommand.class,
      WatchCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class ResponderCli extends CommandGroup implements SessionSource {
  private final Map<String, String> environment;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "the recovery plan (default: infra/plan.yaml of the project)")
  private @Nullable Path plan;

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "YAML that is merged over the plan (or RESPONDER_OVERLAY)")
  private @Nullable Path overlay;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "of a local AWS (or AWS_ENDPOINT_URL)")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "AWS region (default: the plan's)")
  private @Nullable String region;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "answer as JSON")
  private boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "show where an error comes from")
  private boolean verbose;

  private ResponderCli(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The whole command line with these commands (picocli classes or objects) added to it. */
  public static CommandLine commandLine(Object... moreSubcommands) {
    return commandLine(System.getenv(), moreSubcommands);
  }

  static CommandLine commandLine(Map<String, String> environment, Object... moreSubcommands) {
    ResponderCli root = new ResponderCli(environment);
    CommandLine commandLine = new CommandLine(root);
    for (Object more : moreSubcommands) {
      commandLine.addSubcommand(more);
    }
    commandLine.getSubcommands().values().forEach(ResponderCli::addHelp);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(root::explainUsage)
        .setExecutionExceptionHandler((thrown, on, parsed) -> root.explain(thrown, on));
  }

  private static void addHelp(CommandLine on) {
    if (on.getCommandSpec().findOption("-h") == null) {
      on.getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .type(boolean.class)
                  .usageHelp(true)
                  .description("show this help")
                  .build());
    }
    on.getSubcommands().values().forEach(ResponderCli::addHelp);
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  @Override
  public Session session(CommandSpec command) {
    CommandLine on = command.commandLine();
    return new Session(
        new Settings(
            Optional.ofNullable(plan),
            Optional.ofNullable(overlay).or(() -> variable("RESPONDER_OVERLAY").map(Path::of)),
            Optional.ofNullable(endpoint).or(() -> variable("AWS_ENDPOINT_URL").map(URI::create)),
            Optional.ofNullable(region),
            environment,
            Path.of("")),
        new Out(on.getOut(), on.getErr(), json));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private int explainUsage(ParameterException e, String[] arguments) {
    CommandLine on = e.getCommandLine();
    if (CommandLine.UnmatchedArgumentException.printSuggestions(e, on.getErr())) {
      on.getErr().flush();
    }
    return print(
        new Failure(
            ExitCode.USAGE,
            String.valueOf(e.getMessage()),
            "the command line",
            "see " + on.getCommandSpec().qualifiedName() + " --help",
            e),
        on);
  }

  private int explain(Exception thrown, CommandLine on) {
    return print(Failures.of(thrown), on);
  }

  private int print(Failure failure, CommandLine on) {
    PrintWriter err = on.getErr();
    if (json) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", failure.exitCode().name());
      error.put("exit", failure.exitCode().code());
      error.put("what", failure.what());
      error.put("where", failure.where());
      error.put("remedy", failure.remedy());
      err.println(Visible.of(Json.pretty(Map.of("error", error))));
    } else {
      err.println(Visible.of("responder: " + failure.what()));
      err.println(Visible.of("  where:      " + failure.where()));
      err.println(Visible.of("  what to do: " + failure.remedy()));
    }
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(Visible.of(trace.toString()));
    }
    err.flush();
    return failure.exitCode().code();
  }
}
