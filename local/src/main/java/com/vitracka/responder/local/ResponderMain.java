package com.vitracka.responder.local;

import com.vitracka.responder.cli.ResponderCli;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.demo.DemoCommand;
import com.vitracka.responder.local.killsweep.KillSweepCommand;
import com.vitracka.responder.local.simulation.SimulateCommand;
import com.vitracka.responder.local.storm.StormCommand;
import com.vitracka.responder.local.watched.WatchTestCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line as a clone has it: the operator's commands, and those for this machine. */
public final class ResponderMain {
  private ResponderMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Workspace.find(System.getenv())).execute(arguments));
  }

  static CommandLine commandLine(Workspace workspace) {
    CommandLine root =
        ResponderCli.commandLine(
            new LocalCommand(workspace),
            new DemoCommand(workspace),
            new WatchTestCommand(workspace),
            new KillSweepCommand(workspace),
            new StormCommand(workspace),
            new SimulateCommand(workspace),
            new TestCommand());
    root.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return root;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put("" + code.code(), code.meaning());
    }
    return codes;
  }

  /** In the list of commands only: the launcher carries it out. */
  @Command(
      name = "test",
      description = "Every check of the repository; --localstack: the contracts on LocalStack.")
  static final class TestCommand implements Runnable {
    @Override
    public void run() {
      throw new Failure(
          ExitCode.USAGE, "the launcher carries it out", "responder test", "run ./responder test");
    }
  }
}
