package com.vitracka.responder.local.agentcore;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Invocations and the end of sessions. */
final class DataPlane implements Http.Route {
  private static final Pattern PATH =
      Pattern.compile("/runtimes/(.+)/(invocations|stopruntimesession)");
  private static final int SHORTEST_SESSION_ID = 33;
  private static final int LONGEST_SESSION_ID = 256;

  private record Target(RuntimeRecord runtime, String endpoint, Version live) {}

  private final String account;
  private final String region;
  private final Runtimes runtimes;
  private final Sessions sessions;
  private final Faults faults;
  private final Metrics metrics;
  private final Timings timings;
  private final Clock clock;

  DataPlane(
      String account,
      String region,
      Runtimes runtimes,
      Sessions sessions,
      Faults faults,
      Metrics metrics,
      Timings timings,
      Clock clock) {
    this.account = account;
    this.region = region;
    this.runtimes = runtimes;
    this.sessions = sessions;
    this.faults = faults;
    this.metrics = metrics;
    this.timings = timings;
    this.clock = clock;
  }

  @Override
  public Optional<Response> answer(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || !request.method().equals("POST")) {
      return Optional.empty();
    }
    String endpoint = request.query().getOrDefault("qualifier", Endpoint.DEFAULT);
    Target target = target(request, path.group(1), endpoint);
    return Optional.of(
        path.group(2).equals("invocations")
            ? invoke(request, target)
            : stopSession(request, target));
  }

  private Target target(Request request, String arnOrId, String endpoint) {
    String callersRegion = request.caller(region).region();
    String id = arnOrId.substring(arnOrId.lastIndexOf('/') + 1);
    @Nullable RuntimeRecord runtime = runtimes.find(callersRegion, id).orElse(null);
    boolean named =
        runtime != null
            && !runtime.deleting()
            && runtime.account().equals(account)
            && (arnOrId.equals(runtime.arn()) || arnOrId.equals(id));
    @Nullable Endpoint found = named && runtime != null ? runtime.endpoint(endpoint) : null;
    @Nullable Integer live = found == null ? null : found.live();
    @Nullable Version version = runtime == null || live == null ? null : runtime.version(live);
    if (runtime == null || version == null) {
      throw AwsError.notFound(
          "No endpoint or agent found with qualifier '%s' for agent '%s'"
              .formatted(endpoint, arnOrId));
    }
    return new Target(runtime, endpoint, version);
  }

  private Response invoke(Request request, Target target) {
    long begin = System.nanoTime();
    Metrics.Outcome outcome = Metrics.Outcome.SYSTEM_ERROR;
    try {
      Response response = invokeChecked(request, target);
      outcome = Metrics.Outcome.ANSWERED;
      return response;
    } catch (AwsError e) {
      outcome = outcome(e);
      throw e;
    } finally {
      metrics.record(
          target.runtime(),
          target.endpoint(),
          outcome,
          Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private Metrics.Outcome outcome(AwsError error) {
    return switch (error.status()) {
      case 402, 429 -> Metrics.Outcome.THROTTLED;
      case 424 ->
          timings.text("runtimeClientErrorMetric").equals("SystemErrors")
              ? Metrics.Outcome.SYSTEM_ERROR
              : Metrics.Outcome.USER_ERROR;
      default -> error.status() < 500 ? Metrics.Outcome.USER_ERROR : Metrics.Outcome.SYSTEM_ERROR;
    };
  }

  private Response invokeChecked(Request request, Target target) {
    if (target.live().configuration().hasNonNull("authorizerConfiguration")
        && request.headers().getOrDefault("authorization", "").startsWith("AWS4-")) {
      throw AwsError.accessDenied(
          "Authorization method mismatch. The agent is configured for a different authorization"
              + " method than what was used in your request.");
    }
    if (!target.live().requiresMmdsV2()) {
      throw AwsError.validation(
          "This runtime is not MMDSv2-enabled. Update it with requireMMDSV2 set to true.");
    }
    String id = sessionId(request).orElseGet(() -> UUID.randomUUID().toString());
    Session session = sessions.open(target.runtime(), target.endpoint(), target.live(), id);
    session.begin(clock.instant());
    try {
      HttpResponse<byte[]> answer = forward(request, target, session);
      if (answer.statusCode() >= 300) {
        throw received(answer.statusCode());
      }
      Map<String, String> headers = new HashMap<>();
      headers.put(
          "Content-Type", answer.headers().firstValue("Content-Type").orElse("application/json"));
      headers.put(AgentProcess.SESSION_HEADER, id);
      return new Response(200, headers, answer.body());
    } finally {
      session.finish(clock.instant());
      if (!session.isUsable()) {
        sessions.end(session);
      }
    }
  }

  private HttpResponse<byte[]> forward(Request request, Target target, Session session) {
    Map<String, String> headers = new HashMap<>();
    headers.put(AgentProcess.SESSION_HEADER, session.key().id());
    headers.put("Content-Type", request.headers().getOrDefault("content-type", "application/json"));
    @Nullable String accept = request.header("accept");
    if (accept != null) {
      headers.put("Accept", accept);
    }
    try {
      AgentProcess process = session.readyProcess(timings.duration("initializationTimeout"));
      Thread.sleep(faults.latency(target.runtime().id(), session.version()));
      return process.invoke(request.body(), headers, timings.duration("invocationTimeout"));
    } catch (IOException e) {
      throw received(500); // it died, or did not answer, in the middle of the request
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsError.internal("The simulated service is ending.");
    }
  }

  private static AwsError received(int status) {
    return AwsError.runtimeClient(
        "Received error (%d) from runtime. Please check your CloudWatch logs for more information"
            .formatted(status));
  }

  private Response stopSession(Request request, Target target) {
    String id =
        sessionId(request)
            .orElseThrow(() -> AwsError.validation("runtimeSessionId must not be empty."));
    Session session =
        sessions
            .find(new Session.Key(target.runtime().arn(), target.endpoint(), id))
            .orElseThrow(() -> AwsError.notFound("There is no runtime session %s.".formatted(id)));
    sessions.end(session);
    return new Response(
        200,
        Map.of("Content-Type", "application/json", AgentProcess.SESSION_HEADER, id),
        Json.bytes(Json.object()));
  }

  private static Optional<String> sessionId(Request request) {
    @Nullable String id = request.header(AgentProcess.SESSION_HEADER);
    if (id != null && (id.length() < SHORTEST_SESSION_ID || id.length() > LONGEST_SESSION_ID)) {
      throw AwsError.validation(
          "runtimeSessionId must have %d to %d characters, not %d."
              .formatted(SHORTEST_SESSION_ID, LONGEST_SESSION_ID, id.length()));
    }
    return Optional.ofNullable(id);
  }
}
