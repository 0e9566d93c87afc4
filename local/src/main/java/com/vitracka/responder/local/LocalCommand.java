package com.vitracka.responder.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.vitracka.responder.cli.command.CommandGroup;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.SessionSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code responder local}: the AWS on this machine. */
@Command(
    name = "local",
    description = "The AWS on this machine: MiniStack and a simulated AgentCore, on 127.0.0.1.",
    synopsisSubcommandLabel = "COMMAND")
final class LocalCommand extends CommandGroup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Workspace workspace;

  @Spec private @Nullable CommandSpec spec;

  LocalCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      description = "Starts it and waits until it answers. Nothing of it is kept when it stops.")
  int up(
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "" + LocalAws.PORT,
              description = "MiniStack's port, AgentCore has the next (default: ${DEFAULT-VALUE})")
          int port) {
    LocalAws aws = LocalAws.at(workspace, port);
    boolean wasRunning = aws.isRunning();
    try {
      aws.start();
    } catch (Failure e) {
      if (!wasRunning) {
        aws.stop();
      }
      throw e;
    }
    out().println("The local AWS is up. For the AWS command line, the CDK and responder:");
    aws.clientEnvironment().forEach((name, value) -> out().printf("  export %s=%s%n", name, value));
    out().println("Stop it with `responder local down`; its logs: `responder local logs`.");
    return ExitCode.OK.code();
  }

  @Command(description = "Stops it and forgets all in it.")
  int down() {
    LocalAws aws = LocalAws.of(workspace);
    boolean running = aws.isRunning();
    aws.stop();
    out().println(running ? "The local AWS is stopped." : "The local AWS was not running.");
    return ExitCode.OK.code();
  }

  @Command(description = "Stops it and starts it empty.")
  int reset() {
    LocalAws aws = LocalAws.of(workspace);
    aws.stop();
    aws.start();
    out().println("The local AWS is up, and empty.");
    return ExitCode.OK.code();
  }

  @Command(description = "Says what runs. Exit code 0 only when both servers answer.")
  int status() {
    boolean json = isJson();
    LocalAws aws = LocalAws.of(workspace);
    boolean up = aws.isUp();
    ObjectNode status = LocalServer.JSON.createObjectNode();
    status.put("up", up).put("endpoint", aws.endpoint().toString());
    ArrayNode processes = status.putArray("processes");
    for (BackgroundProcess process : aws.processes()) {
      ObjectNode one = processes.addObject().put("name", process.name());
      process.find().ifPresent(handle -> one.put("pid", handle.pid()));
      one.put("log", process.log().toString());
    }
    if (up) {
      status.set("agentCore", aws.agentCore().get("/_local/state"));
      status.set("faults", aws.agentCore().get("/_local/faults"));
    }
    if (json) {
      out().println(status.toPrettyString());
    } else {
      out().printf("local AWS  %s  %s%n", up ? "up" : "down", aws.endpoint());
      for (JsonNode process : processes) {
        out()
            .printf(
                "%-10s %s  log %s%n",
                process.path("name").asText(),
                process.has("pid") ? "pid " + process.path("pid").asText() : "not running",
                process.path("log").asText());
      }
      if (up) {
        out().println("faults     " + status.path("faults"));
      }
    }
    return (up ? ExitCode.OK : ExitCode.UNREACHABLE).code();
  }

  @Command(description = "Prints the last lines of both servers.")
  int logs(
      @Option(
              names = {"-n", "--lines"},
              paramLabel = "N",
              defaultValue = "40",
              description = "How many of each (default: ${DEFAULT-VALUE})")
          int lines) {
    for (BackgroundProcess process : LocalAws.of(workspace).processes()) {
      out().println("==> " + process.log());
      process.lastLines(lines).forEach(out()::println);
    }
    return ExitCode.OK.code();
  }

  @Command(
      name = "break",
      description = {
        "Breaks something: crash, redeploy-refused, model-down, slow, canary-unauthorised.",
        "The other faults of the demo come with deployments: see `responder demo --help`."
      })
  int breakIt(
      @Parameters(paramLabel = "FAULT", description = "What to break") String fault,
      @Option(
              names = "--runtime",
              paramLabel = "ID",
              description = "The runtime's id (default: the only one there is)")
          @Nullable String runtime,
      @Option(
              names = "--latency",
              paramLabel = "SECONDS",
              defaultValue = "12",
              description = "For slow: what each answer takes longer (default: ${DEFAULT-VALUE})")
          int latency) {
    LocalAws aws = LocalAws.of(workspace).required();
    Fault chosen = fault(fault);
    new FaultSwitch(aws)
        .on(chosen, runtime == null ? onlyRuntime(aws) : runtime, Duration.ofSeconds(latency));
    out().println("Broken: " + chosen.description() + ". Mend it with `responder local mend`.");
    return ExitCode.OK.code();
  }

  @Command(description = "Mends one fault, or all.")
  int mend(
      @Parameters(paramLabel = "FAULT", arity = "0..1", description = "What to mend (default: all)")
          @Nullable String fault) {
    FaultSwitch faults = new FaultSwitch(LocalAws.of(workspace).required());
    if (fault == null) {
      faults.off();
    } else {
      faults.off(fault(fault));
    }
    out().println("Mended: " + (fault == null ? "all faults" : fault) + ".");
    return ExitCode.OK.code();
  }

  @Command(description = "Lists the mails, SMS and topic messages that people would have received.")
  int inbox(
      @Option(names = "--page", paramLabel = "FILE", description = "Write a page for a browser")
          @Nullable Path page,
      @Option(names = "--serve", description = "Serve that page on 127.0.0.1 until Ctrl-C")
          boolean serve,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "8025",
              description = "Where to serve it (default: ${DEFAULT-VALUE})")
          int port)
      throws IOException {
    LocalAws aws = LocalAws.of(workspace).required();
    if (serve) {
      return serve(aws, port);
    }
    Inbox inbox = Inbox.read(aws.aws());
    if (page != null) {
      inbox.writePage(page);
      out().println("Wrote " + page.toAbsolutePath());
    } else if (isJson()) {
      out().println(aws.aws().get("/_local/outbox").toPrettyString());
    } else {
      for (Inbox.Item item : inbox.items()) {
        out()
            .printf(
                "%s  %-5s  %-28s  %s%n",
                TIME.format(item.at()), item.kind(), item.to(), oneLine(item.title()));
      }
      out().println(inbox.items().size() + " messages");
    }
    return ExitCode.OK.code();
  }

  private int serve(LocalAws aws, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = InboxPage.of(Inbox.read(aws.aws())).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          try (var body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
    out().println("http://127.0.0.1:" + port + "/ until Ctrl-C");
    out().flush();
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    return ExitCode.OK.code();
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 110 ? line.substring(0, 109) + "…" : line;
  }

  private Fault fault(String word) {
    return Fault.find(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec().commandLine(),
                    "there is no fault '" + word + "'; there are " + Fault.words()));
  }

  private static String onlyRuntime(LocalAws aws) {
    List<String> ids = new ArrayList<>();
    aws.agentCore()
        .get("/_local/state")
        .path("runtimes")
        .forEach(runtime -> ids.add(runtime.path("agentRuntimeId").asText()));
    if (ids.size() != 1) {
      throw new Failure(
          ExitCode.AMBIGUOUS,
          "there are " + ids.size() + " runtimes, not one: " + ids,
          "the simulated AgentCore",
          "say which: --runtime ID");
    }
    return ids.getFirst();
  }

  private boolean isJson() {
    return SessionSource.isJson(spec());
  }

  private CommandSpec spec() {
    return java.util.Objects.requireNonNull(spec, "filled in by picocli");
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }
}
