package com.vitracka.responder.local.agentcore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole simulated service in this process; agents are processes of their own. */
public final class SimulatedAgentCore implements AutoCloseable {

  /**
   * Where it runs.
   *
   * @param port 0 takes a free one
   * @param awsEndpoint the local AWS with S3, IAM, CloudWatch and Logs; null runs alone
   * @param python an interpreter that has the bedrock-agentcore package
   * @param stateDirectory for unpacked code; emptied by nobody but its owner
   * @param environment timings may be overridden in it
   */
  public record Settings(
      int port,
      @Nullable URI awsEndpoint,
      Path python,
      Path stateDirectory,
      String account,
      String region,
      Map<String, String> environment) {
    public Settings {
      environment = Map.copyOf(environment);
    }
  }

  /** So soon after the end of an interval its metrics are sent. */
  private static final Duration METRICS_LOOK = Duration.ofMillis(200);

  private static final String WRAPPER = "/agent_wrapper.py";

  private final Http http;
  private final Later later;
  private final Sessions sessions;
  private final Logs logs;
  private final Metrics metrics;
  private final Optional<AwsAccount> aws;

  private SimulatedAgentCore(
      Http http,
      Later later,
      Sessions sessions,
      Logs logs,
      Metrics metrics,
      Optional<AwsAccount> aws) {
    this.http = http;
    this.later = later;
    this.sessions = sessions;
    this.logs = logs;
    this.metrics = metrics;
    this.aws = aws;
  }

  /** Starts with the account's services at {@link Settings#awsEndpoint()}. */
  public static SimulatedAgentCore start(Settings settings) throws IOException {
    URI endpoint = settings.awsEndpoint();
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "AWS_ENDPOINT_URL is missing: the code of agents comes from the S3 there.");
    }
    AwsAccount aws = new AwsAccount(endpoint, settings.region());
    return start(settings, aws, aws, aws, Optional.of(aws));
  }

  static SimulatedAgentCore start(Settings settings, Zips zips, Roles roles, Signals signals)
      throws IOException {
    return start(settings, zips, roles, signals, Optional.empty());
  }

  private static SimulatedAgentCore start(
      Settings settings, Zips zips, Roles roles, Signals signals, Optional<AwsAccount> aws)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Timings timings = Timings.load(settings.environment());
    Files.createDirectories(settings.stateDirectory());
    Path state = settings.stateDirectory().toRealPath();
    Http http = Http.listen(settings.port());
    Later later = new Later();
    Runtimes runtimes = new Runtimes();
    Faults faults = new Faults();
    Metrics metrics = new Metrics(signals, clock, () -> timings.duration("metricsInterval"));
    Logs logs = new Logs(signals, clock);
    Code code = new Code(state.resolve("code"), zips, timings);
    Sessions.Host host =
        new Sessions.Host(
            settings.python().toAbsolutePath(),
            wrapper(state),
            URI.create("http://127.0.0.1:" + http.port()),
            Optional.ofNullable(settings.awsEndpoint()));
    Sessions sessions = new Sessions(host, runtimes, code, faults, logs, timings, clock);
    Mutations mutations =
        new Mutations(settings.account(), clock, new CloudTrail(signals, timings, later));
    Deployments deployments =
        new Deployments(runtimes, code, sessions, faults, timings, later, clock);
    Attachments attachments = new Attachments(settings.region(), runtimes, mutations);
    ControlPlane controlPlane =
        new ControlPlane(
            settings.account(),
            settings.region(),
            runtimes,
            code,
            roles,
            faults,
            mutations,
            deployments,
            attachments,
            timings,
            clock);
    DataPlane dataPlane =
        new DataPlane(
            settings.account(),
            settings.region(),
            runtimes,
            sessions,
            faults,
            metrics,
            timings,
            clock);
    AdminApi admin =
        new AdminApi(
            runtimes, controlPlane, mutations, attachments, sessions, faults, metrics, timings);
    later.every(() -> METRICS_LOOK, "sending metrics", metrics::send);
    later.every(() -> timings.duration("logsInterval"), "sending log lines", logs::flush);
    later.every(() -> timings.duration("sweepInterval"), "ending idle sessions", sessions::sweep);
    http.start(
        List.of(
            admin,
            new ModelStandIn(runtimes, roles, faults),
            dataPlane,
            attachments,
            controlPlane));
    return new SimulatedAgentCore(http, later, sessions, logs, metrics, aws);
  }

  public int port() {
    return http.port();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Ends every agent's process, then sends what is left of metrics and log lines. */
  @Override
  public void close() {
    http.close();
    sessions.close();
    later.close();
    try {
      logs.flush();
      metrics.sendAll();
    } catch (RuntimeException e) {
      System.err.println("agentcore: the last metrics are lost: " + e);
    } finally {
      aws.ifPresent(AwsAccount::close);
    }
  }

  private static Path wrapper(Path state) {
    Path wrapper = state.resolve("agent_wrapper.py");
    try (InputStream in = SimulatedAgentCore.class.getResourceAsStream(WRAPPER)) {
      if (in == null) {
        throw new IllegalStateException(WRAPPER + " is missing from the classpath");
      }
      Files.copy(in, wrapper, StandardCopyOption.REPLACE_EXISTING);
      return wrapper;
    } catch (IOException e) {
      throw new UncheckedIOException(wrapper + " cannot be written", e);
    }
  }
}
