package com.vitracka.responder.local;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line as a clone of the repository has it: the operator's commands and the local ones.
 */
@Command(
    name = "responder",
    mixinStandardHelpOptions = true,
    version = {
      "responder 0.1.0-SNAPSHOT",
      "${java.vendor} ${java.version}, ${os.name} ${os.version} ${os.arch}"
    },
    description =
        "Recovers AI agents on Amazon Bedrock AgentCore by the recovery plan of their owner.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {HelpCommand.class, ResponderMain.Completion.class})
public final class ResponderMain implements Runnable {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private ResponderMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Workspace.find(System.getenv())).execute(arguments));
  }

  static CommandLine commandLine(Workspace workspace) {
    CommandLine root = new CommandLine(new ResponderMain());
    root.addSubcommand(new LocalCommand(workspace));
    root.addSubcommand(new TestCommand());
    root.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExecutionExceptionHandler(ResponderMain::report);
    return root;
  }

  @Override
  public void run() {
    CommandSpec own = java.util.Objects.requireNonNull(spec, "filled in by picocli");
    throw new ParameterException(
        own.commandLine(), "say which command; `responder help` lists them");
  }

  /** A mistake that a person can put right is told in words, anything else with its trace. */
  private static int report(
      Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (problem instanceof LocalException known) {
      err.println("responder: " + known.getMessage());
      return known.exitCode();
    }
    err.println("responder: unexpected: " + problem.getMessage());
    problem.printStackTrace(err);
    return ExitCode.FAILED;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String line : ExitCode.TABLE) {
      String[] parts = line.split(":", 2);
      codes.put(parts[0], parts[1]);
    }
    return codes;
  }

  /**
   * {@code responder completion}: made from the commands themselves, so it is never behind them.
   */
  @Command(
      name = "completion",
      mixinStandardHelpOptions = true,
      description = {
        "Prints a completion script for bash and zsh:",
        "  source <(./responder completion)"
      })
  static final class Completion implements Runnable {
    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
      CommandLine own =
          java.util.Objects.requireNonNull(spec, "filled in by picocli").commandLine();
      own.getOut().print(AutoComplete.bash("responder", own.getParent()));
    }
  }

  /** In the list of commands only: the launcher carries it out. */
  @Command(
      name = "test",
      description = "Every check of the repository; --localstack: the contracts on LocalStack.")
  static final class TestCommand implements Runnable {
    @Override
    public void run() {
      throw LocalException.failed("`test` is carried out by the launcher: ./responder test");
    }
  }
}
