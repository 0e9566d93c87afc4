package com.vitracka.responder.local;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The AWS on this machine: MiniStack with our launcher, and behind it the simulated AgentCore.
 *
 * <p>Both listen on the loopback only. What people asked for at the start (ports) is kept beside
 * the pid files, so that later commands find the same servers.
 */
public final class LocalAws {
  public static final int PORT = 4566;
  public static final String REGION = "eu-west-1";
  public static final String ACCOUNT = "000000000000";

  /** MiniStack's root user. */
  public static final String ACCESS_KEY = "test";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(60);
  private static final List<String> PASSED_ON = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  private final Workspace workspace;
  private final int port;
  private final BackgroundProcess ministack;
  private final BackgroundProcess agentCore;

  private LocalAws(Workspace workspace, int port) {
    this.workspace = workspace;
    this.port = port;
    this.ministack = new BackgroundProcess("ministack", workspace.local());
    this.agentCore = new BackgroundProcess("agentcore", workspace.local());
  }

  /** At the port of the last start, 4566 where there was none. */
  public static LocalAws of(Workspace workspace) {
    Properties settings = new Properties();
    Path file = settingsFile(workspace);
    if (Files.isReadable(file)) {
      try (var in = Files.newInputStream(file)) {
        settings.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("could not read " + file, e);
      }
    }
    return at(workspace, Integer.parseInt(settings.getProperty("port", "" + PORT)));
  }

  public static LocalAws at(Workspace workspace, int port) {
    return new LocalAws(workspace, port);
  }

  public URI endpoint() {
    return URI.create("http://" + LOOPBACK + ":" + port);
  }

  public LocalServer aws() {
    return new LocalServer("the local AWS", endpoint());
  }

  /**
   * The simulated AgentCore's own address: for its admin routes; calls to AWS go through MiniStack.
   */
  public LocalServer agentCore() {
    return new LocalServer(
        "the simulated AgentCore", URI.create("http://" + LOOPBACK + ":" + agentCorePort()));
  }

  List<BackgroundProcess> processes() {
    return List.of(ministack, agentCore);
  }

  public boolean isRunning() {
    return processes().stream().anyMatch(process -> process.find().isPresent());
  }

  public boolean isUp() {
    return processes().stream().allMatch(process -> process.find().isPresent())
        && aws().isHealthy()
        && agentCore().isHealthy();
  }

  /** Whoever wants to talk to it needs it up. */
  public LocalAws required() {
    if (!isRunning()) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "the local AWS is not running",
          endpoint().toString(),
          "start it: responder local up");
    }
    return this;
  }

  /** Starts both servers and waits until they answer. */
  public void start() {
    if (isRunning()) {
      throw new Failure(
          ExitCode.INVALID,
          "the local AWS of this clone is running already",
          of(workspace).endpoint().toString(),
          "stop it: responder local down");
    }
    requireFree(port);
    requireFree(agentCorePort());
    requireExecutable(workspace.python());
    requireExecutable(workspace.agentPython());
    wipeState();
    writeSettings();
    agentCore.start(
        List.of(
            Workspace.jdk().resolve("bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "com.vitracka.responder.local.agentcore.SimulatedAgentCoreMain"),
        agentCoreEnvironment(),
        workspace.root());
    ministack.start(
        List.of(workspace.python().toString(), "-m", "local_aws"),
        ministackEnvironment(),
        workspace.local());
    awaitHealth(agentCore, agentCore());
    awaitHealth(ministack, aws());
  }

  public void stop() {
    processes().forEach(BackgroundProcess::stop);
  }

  /** What a client of the local AWS has in its environment. */
  public Map<String, String> clientEnvironment() {
    return new LinkedHashMap<>(
        Map.of(
            "AWS_ENDPOINT_URL", endpoint().toString(),
            "AWS_ACCESS_KEY_ID", ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY", ACCESS_KEY,
            "AWS_REGION", REGION,
            "AWS_DEFAULT_REGION", REGION,
            "AWS_EC2_METADATA_DISABLED", "true"));
  }

  private int agentCorePort() {
    return port + 1;
  }

  private Map<String, String> agentCoreEnvironment() {
    Map<String, String> environment = passedOn();
    environment.putAll(clientEnvironment());
    environment.put("PORT", "" + agentCorePort());
    environment.put("AGENT_PYTHON", workspace.agentPython().toString());
    environment.put("AGENTCORE_STATE_DIR", workspace.local().resolve("agentcore").toString());
    return environment;
  }

  private Map<String, String> ministackEnvironment() {
    Map<String, String> environment = passedOn();
    environment.put("PYTHONPATH", workspace.root().resolve("local/python").toString());
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("BIND_HOST", LOOPBACK);
    environment.put("MINISTACK_HOST", LOOPBACK);
    environment.put("GATEWAY_PORT", "" + port);
    environment.put("AUTH", "true");
    environment.put("SFTP_ENABLED", "0");
    environment.put("IOT_MTLS_ENABLED", "0");
    environment.put("CLOUDTRAIL_RECORDING", "1");
    environment.put("CW_EVAL_SECONDS", "1");
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    // Functions inherit it; AWS has its own.
    environment.put("AWS_ENDPOINT_URL", endpoint().toString());
    environment.put("RIC_DIR", workspace.runtimeInterfaceClient().toString());
    environment.put("LAMBDA_JAVA_HOME_25", Workspace.jdk().toString());
    environment.put("AGENTCORE_URL", agentCore().address().toString());
    return environment;
  }

  private static Map<String, String> passedOn() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : PASSED_ON) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }

  private static void awaitHealth(BackgroundProcess process, LocalServer server) {
    Instant end = Instant.now().plus(START);
    while (Instant.now().isBefore(end)) {
      if (server.isHealthy()) {
        return;
      }
      if (process.find().isEmpty()) {
        throw new Failure(
            ExitCode.FAILED,
            process.name()
                + " ended right after its start:\n"
                + String.join("\n", process.lastLines(25)),
            process.log().toString(),
            "read its log; if it names something missing, install that");
      }
      pause(Duration.ofMillis(50));
    }
    throw new Failure(
        ExitCode.UNREACHABLE,
        process.name() + " does not answer " + START.toSeconds() + " s after its start",
        server.address().toString(),
        "read its log: " + process.log());
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INVALID,
          "port " + port + " is taken, so the local AWS cannot start there",
          LOOPBACK + ":" + port,
          "see who has it (ss -ltnp 'sport = :%d') and stop that, or take others: --port N (N and N+1)"
              .formatted(port),
          e);
    }
  }

  private static void requireExecutable(Path file) {
    if (!Files.isExecutable(file)) {
      throw new Failure(
          ExitCode.MISSING_TOOL,
          "the Python tools are not installed",
          file.toString(),
          "start by ./responder, which installs them");
    }
  }

  public static Failure interrupted(InterruptedException e) {
    return new Failure(
        ExitCode.INTERRUPTED, "interrupted", "this command", "run it again when you want to", e);
  }

  private void wipeState() {
    Path state = workspace.local().resolve("agentcore");
    if (Files.exists(state)) {
      List<Path> files = new ArrayList<>();
      try (Stream<Path> found = Files.walk(state)) {
        found.forEach(files::add);
        for (Path file : files.reversed()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("could not empty " + state, e);
      }
    }
  }

  private void writeSettings() {
    Path file = settingsFile(workspace);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "port=" + port + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private static Path settingsFile(Workspace workspace) {
    return workspace.local().resolve("settings.properties");
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }
}
