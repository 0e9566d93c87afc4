package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** For the developer, not of the service: faults, timings and a look inside, under /_local. */
final class AdminApi implements Http.Route {
  private static final String PREFIX = "/_local/";

  private final Runtimes runtimes;
  private final ControlPlane controlPlane;
  private final Mutations mutations;
  private final Attachments attachments;
  private final Sessions sessions;
  private final Faults faults;
  private final Metrics metrics;
  private final Timings timings;

  AdminApi(
      Runtimes runtimes,
      ControlPlane controlPlane,
      Mutations mutations,
      Attachments attachments,
      Sessions sessions,
      Faults faults,
      Metrics metrics,
      Timings timings) {
    this.runtimes = runtimes;
    this.controlPlane = controlPlane;
    this.mutations = mutations;
    this.attachments = attachments;
    this.sessions = sessions;
    this.faults = faults;
    this.metrics = metrics;
    this.timings = timings;
  }

  @Override
  public Optional<Response> answer(Request request) {
    if (!request.path().startsWith(PREFIX)) {
      return Optional.empty();
    }
    String what = request.path().substring(PREFIX.length());
    if (what.startsWith("faults/")) {
      return fault(request, what.substring("faults/".length())).map(AdminApi::ok);
    }
    return answer(request, what).map(AdminApi::ok);
  }

  private static Response ok(ObjectNode answer) {
    return Response.json(200, answer);
  }

  private Optional<ObjectNode> answer(Request request, String what) {
    return switch (request.method() + " " + what) {
      case "GET health" -> Optional.of(Json.object().put("status", "ok"));
      case "GET state" -> Optional.of(state());
      case "GET calls" -> Optional.of(calls());
      case "GET faults" -> Optional.of(listFaults());
      case "DELETE faults" -> {
        faults.clear();
        yield Optional.of(listFaults());
      }
      case "GET timings" -> Optional.of(timings.toJson());
      case "POST timings" -> {
        timings.override(request.json());
        yield Optional.of(timings.toJson());
      }
      case "POST next-runtime-id" -> {
        String id = required(request.json(), "id");
        controlPlane.setNextId(id);
        yield Optional.of(Json.object().put("id", id));
      }
      case "POST reset" -> {
        reset();
        yield Optional.of(state());
      }
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> fault(Request request, String name) {
    return switch (request.method()) {
      case "POST" -> {
        ObjectNode body = request.json();
        Faults.Fault fault = newFault(name, body);
        faults.put(fault);
        if (fault instanceof Faults.Crash(String id, int version)) {
          // After the fault is in force, so that no process started in between survives.
          sessions.endAll(session -> session.key().runtimeArn().endsWith("/" + id));
        }
        yield Optional.of(listFaults());
      }
      case "DELETE" -> {
        Optional.ofNullable(request.query().get("runtime"))
            .ifPresentOrElse(runtime -> faults.remove(name, runtime), () -> faults.remove(name));
        yield Optional.of(listFaults());
      }
      default -> Optional.empty();
    };
  }

  private Faults.Fault newFault(String name, ObjectNode body) {
    return switch (name) {
      case "crash" -> {
        RuntimeRecord runtime = runtime(body);
        yield new Faults.Crash(runtime.id(), runtime.newest().number());
      }
      case "slow" -> {
        RuntimeRecord runtime = runtime(body);
        long latency = body.path("latencyMs").asLong(-1);
        if (latency < 0) {
          throw AwsError.validation("slow needs latencyMs, a number of milliseconds.");
        }
        yield new Faults.Slow(
            runtime.id(),
            Duration.ofMillis(latency),
            body.path("untilDeployment").asBoolean(false)
                ? runtime.newest().number()
                : Faults.Slow.ANY_VERSION);
      }
      case "model-down" -> new Faults.ModelDown();
      case "redeploy-refused" ->
          new Faults.RedeployRefused(body.path("runtime").asText(Faults.EVERY_RUNTIME));
      default ->
          throw AwsError.validation(
              "There is no fault '%s'; there are crash, slow, model-down, redeploy-refused."
                  .formatted(name));
    };
  }

  private RuntimeRecord runtime(ObjectNode body) {
    String id = required(body, "runtime");
    return runtimes.list().stream()
        .filter(runtime -> runtime.id().equals(id))
        .filter(runtime -> runtime.region().equals(body.path("region").asText(runtime.region())))
        .findFirst()
        .orElseThrow(() -> AwsError.notFound("There is no runtime %s.".formatted(id)));
  }

  private static String required(ObjectNode body, String member) {
    String value = body.path(member).asText();
    if (value.isBlank()) {
      throw AwsError.validation("The body must have '%s'.".formatted(member));
    }
    return value;
  }

  private ObjectNode listFaults() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("faults");
    faults.list().forEach(fault -> list.add(fault.toJson()));
    return json;
  }

  private ObjectNode calls() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("calls");
    mutations.list().forEach(mutation -> list.add(mutation.toJson()));
    return json;
  }

  private ObjectNode state() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("runtimes");
    runtimes.list().forEach(runtime -> list.add(state(runtime)));
    json.put(
        "deployments",
        runtimes.list().stream().mapToInt(runtime -> runtime.newest().number()).sum());
    return json;
  }

  private ObjectNode state(RuntimeRecord runtime) {
    ObjectNode json = Descriptions.item(runtime, runtime.newest());
    json.put("region", runtime.region());
    json.put("deployments", runtime.newest().number());
    ArrayNode versions = json.putArray("versions");
    runtime
        .versions()
        .values()
        .forEach(version -> versions.add(Descriptions.whole(runtime, version)));
    ArrayNode endpoints = json.putArray("endpoints");
    runtime
        .endpoints()
        .values()
        .forEach(endpoint -> endpoints.add(Descriptions.endpoint(runtime, endpoint)));
    ArrayNode running = json.putArray("sessions");
    sessions.list(runtime).forEach(session -> running.add(session.toJson()));
    return json;
  }

  private void reset() {
    faults.clear();
    sessions.close();
    runtimes.clear();
    attachments.clear();
    mutations.clear();
    metrics.clear();
    timings.reset();
    controlPlane.setNextId(null);
  }
}
