package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All sessions: each starts its own process, and none outlives this server. */
final class Sessions implements AutoCloseable {

  /** How the agents' processes are run on this machine. */
  record Host(Path python, Path wrapper, URI model, Optional<URI> aws) {}

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

  private final Host host;
  private final Runtimes runtimes;
  private final Code code;
  private final Faults faults;
  private final Logs logs;
  private final Timings timings;
  private final Clock clock;
  private final Map<Session.Key, Session> sessions = new ConcurrentHashMap<>();

  Sessions(
      Host host,
      Runtimes runtimes,
      Code code,
      Faults faults,
      Logs logs,
      Timings timings,
      Clock clock) {
    this.host = host;
    this.runtimes = runtimes;
    this.code = code;
    this.faults = faults;
    this.logs = logs;
    this.timings = timings;
    this.clock = clock;
  }

  /** The session of this id, or a new one of the version that is live now. */
  Session open(RuntimeRecord runtime, String endpoint, Version live, String id) {
    Session.Key key = new Session.Key(runtime.arn(), endpoint, id);
    return sessions.compute(
        key,
        (same, known) -> {
          if (known != null && known.isUsable()) {
            return known;
          }
          if (known == null && sessions.size() >= timings.limit("maxSessions")) {
            throw AwsError.quotaExceeded("maxVms limit exceeded");
          }
          return new Session(
              key, live.number(), clock.instant(), () -> start(runtime, endpoint, live));
        });
  }

  Optional<Session> find(Session.Key key) {
    return Optional.ofNullable(sessions.get(key));
  }

  void end(Session session) {
    session.end();
    sessions.remove(session.key(), session);
  }

  void endAll(Predicate<Session> test) {
    sessions.values().stream().filter(test).forEach(this::end);
  }

  List<Session> list(RuntimeRecord runtime) {
    return sessions.values().stream()
        .filter(session -> session.key().runtimeArn().equals(runtime.arn()))
        .sorted(Comparator.comparing(session -> session.key().id()))
        .toList();
  }

  /** Ends the sessions that are idle, too old, dead, or of a runtime that is gone. */
  void sweep() {
    for (RuntimeRecord runtime : runtimes.list()) {
      JsonNode lifecycle = runtime.newest().configuration().path("lifecycleConfiguration");
      Duration idle =
          seconds(lifecycle, "idleRuntimeSessionTimeout", timings.duration("defaultIdleTimeout"));
      Duration lifetime =
          seconds(lifecycle, "maxLifetime", timings.duration("defaultSessionLifetime"));
      list(runtime).stream()
          .filter(session -> session.isOver(clock.instant(), idle, lifetime))
          .forEach(this::end);
    }
  }

  @Override
  public void close() {
    endAll(session -> true);
  }

  private AgentProcess start(RuntimeRecord runtime, String endpoint, Version version) {
    Signals.LogStream stream =
        new Signals.LogStream(
            runtime.region(),
            "/aws/bedrock-agentcore/runtimes/%s-%s".formatted(runtime.id(), endpoint),
            "%s/[runtime-logs]%s"
                .formatted(
                    DAY.format(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
                    UUID.randomUUID()));
    Path folder = code.folderOfSession(runtime, version);
    AgentProcess process =
        AgentProcess.start(
            new AgentProcess.Launch(
                host.python(),
                host.wrapper(),
                folder,
                version.artifact().entryPoint(),
                environment(runtime, version, folder),
                line -> logs.add(stream, line)));
    if (faults.crashes(runtime.id(), version.number())) {
      process.kill();
    }
    return process;
  }

  private Map<String, String> environment(RuntimeRecord runtime, Version version, Path folder) {
    Map<String, String> environment = new HashMap<>();
    version
        .configuration()
        .path("environmentVariables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    environment.put("HOME", folder.toString()); // not the developer's: it holds AWS profiles
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_REGION", runtime.region());
    environment.put("AWS_DEFAULT_REGION", runtime.region());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    host.aws().ifPresent(address -> environment.put("AWS_ENDPOINT_URL", address.toString()));
    environment.put(
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
        host.model().resolve("/agents/%s/%s".formatted(runtime.region(), runtime.id())).toString());
    return environment;
  }

  private static Duration seconds(JsonNode lifecycle, String name, Duration otherwise) {
    return lifecycle.path(name).isNumber()
        ? Duration.ofSeconds(lifecycle.path(name).asLong())
        : otherwise;
  }
}
