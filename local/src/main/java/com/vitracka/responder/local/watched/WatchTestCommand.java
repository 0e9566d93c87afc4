package com.vitracka.responder.local.watched;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.SessionSource;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.PortOption;
import com.vitracka.responder.local.Workspace;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code responder watch-test}. */
@Command(
    name = "watch-test",
    description = {
      "Breaks the responder itself on this machine, in seven ways.",
      "Sees that a person is told of each within ten minutes. Takes about eight. Exit code 0 only when",
      "all were told."
    })
public final class WatchTestCommand implements Callable<Integer> {
  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private PortOption port = new PortOption();

  public WatchTestCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    CommandSpec own = java.util.Objects.requireNonNull(spec, "filled in by picocli");
    PrintWriter out = own.commandLine().getOut();
    boolean json = SessionSource.isJson(own);
    WatchTest.Outcome outcome =
        new WatchTest(
                workspace,
                port.localAws(workspace),
                line -> {
                  PrintWriter to = json ? own.commandLine().getErr() : out;
                  to.println(line);
                  to.flush();
                })
            .run();
    boolean all = outcome.isAsItShould();
    if (json) {
      ObjectNode document = LocalServer.JSON.createObjectNode().put("allTold", all);
      outcome.rows().forEach(row -> document.withArray("rows").add(row.toDocument()));
      outcome.falseAlarms().forEach(document.withArray("falseAlarms")::add);
      out.println(document.toPrettyString());
    } else {
      out.println();
      outcome.rows().forEach(row -> out.println(row.text()));
      outcome.falseAlarms().forEach(alarm -> out.println("FAIL  a false alarm: " + alarm));
      out.printf(
          "RESULT told=%d of=%d falseAlarms=%d%n",
          outcome.rows().stream().filter(Row::isAsItShould).count(),
          outcome.rows().size(),
          outcome.falseAlarms().size());
    }
    out.flush();
    return (all ? ExitCode.OK : ExitCode.FAILED).code();
  }
}
