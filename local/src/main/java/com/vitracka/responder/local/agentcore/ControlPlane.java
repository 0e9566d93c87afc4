package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runtimes, their versions and their endpoints. */
final class ControlPlane implements Http.Route {
  private static final String ID_LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 10;

  private final String account;
  private final String region;
  private final Runtimes runtimes;
  private final Code code;
  private final Roles roles;
  private final Faults faults;
  private final Mutations mutations;
  private final Deployments deployments;
  private final Attachments attachments;
  private final Timings timings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<@Nullable String> nextId = new AtomicReference<>();

  ControlPlane(
      String account,
      String region,
      Runtimes runtimes,
      Code code,
      Roles roles,
      Faults faults,
      Mutations mutations,
      Deployments deployments,
      Attachments attachments,
      Timings timings,
      Clock clock) {
    this.account = account;
    this.region = region;
    this.runtimes = runtimes;
    this.code = code;
    this.roles = roles;
    this.faults = faults;
    this.mutations = mutations;
    this.deployments = deployments;
    this.attachments = attachments;
    this.timings = timings;
    this.clock = clock;
  }

  /** The next CreateAgentRuntime gives this id. */
  void setNextId(@Nullable String id) {
    nextId.set(id);
  }

  @Override
  public Optional<Response> answer(Request request) {
    List<String> path = List.of(request.path().substring(1).split("/", -1));
    if (!path.getFirst().equals("runtimes")) {
      return Optional.empty();
    }
    String part = path.size() > 2 ? path.get(2) : "";
    return switch (path.size() + " " + request.method() + " " + part) {
      case "1 PUT " -> mutation(request, path, "CreateAgentRuntime", this::create);
      case "1 POST " -> read(listRuntimes(request));
      case "2 GET " -> read(describe(request, path.get(1)));
      case "2 PUT " -> mutation(request, path, "UpdateAgentRuntime", this::update);
      case "2 DELETE " -> mutation(request, path, "DeleteAgentRuntime", this::delete);
      case "3 POST versions" -> read(listVersions(request, path.get(1)));
      case "3 POST runtime-endpoints" -> read(listEndpoints(request, path.get(1)));
      case "3 PUT runtime-endpoints" ->
          mutation(request, path, "CreateAgentRuntimeEndpoint", this::createEndpoint);
      case "4 GET runtime-endpoints" -> read(describeEndpoint(request, path.get(1), path.get(3)));
      case "4 PUT runtime-endpoints" ->
          mutation(request, path, "UpdateAgentRuntimeEndpoint", this::updateEndpoint);
      case "4 DELETE runtime-endpoints" ->
          mutation(request, path, "DeleteAgentRuntimeEndpoint", this::deleteEndpoint);
      default -> Optional.empty();
    };
  }

  /** A mutation's parameters: members of body, path and query together. */
  private record Call(String region, ObjectNode parameters) {
    String text(String member) {
      return parameters.path(member).asText();
    }

    @Nullable String optional(String member) {
      return parameters.hasNonNull(member) ? parameters.path(member).asText() : null;
    }
  }

  private Optional<Response> mutation(
      Request request, List<String> path, String operation, Function<Call, ObjectNode> mutation) {
    ObjectNode parameters = request.json();
    if (path.size() > 1) {
      parameters.put("agentRuntimeId", path.get(1));
    }
    if (path.size() > 3) {
      parameters.put("endpointName", path.get(3));
    }
    request
        .query()
        .forEach(
            (name, value) ->
                parameters.put(name.equals("version") ? "agentRuntimeVersion" : name, value));
    Request.Caller caller = request.caller(region);
    ObjectNode answer =
        mutations.run(
            operation,
            caller,
            parameters,
            () -> mutation.apply(new Call(caller.region(), parameters)));
    return Optional.of(Response.json(202, answer));
  }

  private static Optional<Response> read(ObjectNode answer) {
    return Optional.of(Response.json(200, answer));
  }

  private ObjectNode create(Call call) {
    String name = Configuration.checkedName(call.parameters());
    ObjectNode configuration = Configuration.of(call.parameters());
    Configuration.check(configuration);
    faults.refuseDeployment(name);
    if (runtimes.list(call.region()).stream().anyMatch(other -> other.name().equals(name))) {
      throw AwsError.conflict("An agent with the name '%s' exists already.".formatted(name));
    }
    checkRole(configuration);
    byte[] zip = code.take(call.region(), Artifact.of(configuration));
    if (!configuration.has("metadataConfiguration")) {
      // New runtimes have it by themselves; the member cannot be sent at the creation.
      configuration.putObject("metadataConfiguration").put("requireMMDSV2", true);
    }
    Instant now = clock.instant();
    Version first = Version.deploying(1, configuration, now);
    RuntimeRecord runtime =
        RuntimeRecord.created(account, call.region(), newId(name), name, first, now);
    runtimes.add(runtime);
    attachments.setTags(runtime.arn(), tags(call));
    deployments.deploy(runtime, first, zip);
    return Descriptions.deployed(runtime, first);
  }

  private ObjectNode update(Call call) {
    RuntimeRecord runtime = runtimes.get(call.region(), call.text("agentRuntimeId"));
    ObjectNode configuration = Configuration.of(call.parameters());
    Configuration.check(configuration);
    if (runtime.status().isBusy()) {
      throw AwsError.conflict(
          "Agent runtime %s cannot be updated while it is %s."
              .formatted(runtime.id(), runtime.status()));
    }
    faults.refuseDeployment(runtime.id());
    if (runtime.versions().size() >= timings.limit("maxVersions")) {
      throw AwsError.quotaExceeded(
          "Agent runtime %s has %d versions, the most it may have."
              .formatted(runtime.id(), runtime.versions().size()));
    }
    checkRole(configuration);
    byte[] zip = code.take(call.region(), Artifact.of(configuration));
    Instant now = clock.instant();
    Version next = Version.deploying(runtime.newest().number() + 1, configuration, now);
    runtimes.change(runtime, record -> defaultMovesTo(record.with(next), next, now));
    deployments.deploy(runtime, next, zip);
    return Descriptions.deployed(runtime, next);
  }

  private static RuntimeRecord defaultMovesTo(RuntimeRecord record, Version next, Instant now) {
    Endpoint endpoint = record.endpoint(Endpoint.DEFAULT);
    return endpoint == null ? record : record.with(endpoint.movingTo(next.number(), null, now));
  }

  private ObjectNode delete(Call call) {
    RuntimeRecord runtime = runtimes.get(call.region(), call.text("agentRuntimeId"));
    if (runtime.status().isBusy()) {
      throw AwsError.conflict(
          "Agent runtime %s cannot be deleted while it is %s."
              .formatted(runtime.id(), runtime.status()));
    }
    String number = call.optional("agentRuntimeVersion");
    ObjectNode answer =
        Json.object().put("agentRuntimeId", runtime.id()).put("status", Status.DELETING.name());
    if (number == null) {
      runtimes.change(runtime, RuntimeRecord::beingDeleted);
      attachments.forget(runtime.arn());
      deployments.delete(runtime);
      return answer;
    }
    Version version = version(runtime, number);
    boolean used =
        runtime.endpoints().values().stream()
            .anyMatch(
                endpoint ->
                    endpoint.target() == version.number()
                        || Integer.valueOf(version.number()).equals(endpoint.live()));
    if (used) {
      throw AwsError.conflict("Version %s is in use by an endpoint.".formatted(number));
    }
    runtimes.change(runtime, record -> record.withoutVersion(version.number()));
    return answer.put("agentRuntimeVersion", number);
  }

  private ObjectNode createEndpoint(Call call) {
    RuntimeRecord runtime = runtimes.get(call.region(), call.text("agentRuntimeId"));
    String name = call.text("name");
    if (!name.matches("[a-zA-Z][a-zA-Z0-9_]{0,47}")) {
      throw AwsError.validation("The endpoint's name '%s' is not valid.".formatted(name));
    }
    if (runtime.endpoint(name) != null) {
      throw AwsError.conflict("Endpoint %s exists already.".formatted(name));
    }
    if (runtime.endpoints().size() >= timings.limit("maxEndpoints")) {
      throw AwsError.quotaExceeded(
          "Agent runtime %s has the most endpoints it may have.".formatted(runtime.id()));
    }
    Version version = deployableVersion(runtime, call);
    Endpoint endpoint =
        Endpoint.creating(name, version.number(), call.optional("description"), clock.instant());
    runtimes.change(runtime, record -> record.with(endpoint));
    attachments.setTags(runtime.endpointArn(name), tags(call));
    deployments.move(runtime, endpoint);
    return Descriptions.endpoint(runtime, endpoint);
  }

  private ObjectNode updateEndpoint(Call call) {
    RuntimeRecord runtime = runtimes.get(call.region(), call.text("agentRuntimeId"));
    Endpoint endpoint = endpoint(runtime, call.text("endpointName"));
    if (endpoint.name().equals(Endpoint.DEFAULT)) {
      // Not verified for the service; refused here so that nothing comes to rest on it.
      throw AwsError.validation("Endpoint DEFAULT follows the newest version and cannot be moved.");
    }
    if (endpoint.status().isBusy()) {
      throw AwsError.conflict(
          "Endpoint %s cannot be updated while it is %s."
              .formatted(endpoint.name(), endpoint.status()));
    }
    Version version = deployableVersion(runtime, call);
    Endpoint moving =
        endpoint.movingTo(version.number(), call.optional("description"), clock.instant());
    runtimes.change(runtime, record -> record.with(moving));
    deployments.move(runtime, moving);
    return Descriptions.endpoint(runtime, moving);
  }

  private ObjectNode deleteEndpoint(Call call) {
    RuntimeRecord runtime = runtimes.get(call.region(), call.text("agentRuntimeId"));
    Endpoint endpoint = endpoint(runtime, call.text("endpointName"));
    if (endpoint.name().equals(Endpoint.DEFAULT)) {
      throw AwsError.conflict("Endpoint DEFAULT goes with its runtime only.");
    }
    runtimes.change(runtime, record -> record.withoutEndpoint(endpoint.name()));
    attachments.forget(runtime.endpointArn(endpoint.name()));
    return Json.object()
        .put("agentRuntimeId", runtime.id())
        .put("endpointName", endpoint.name())
        .put("status", Status.DELETING.name());
  }

  private ObjectNode describe(Request request, String id) {
    RuntimeRecord runtime = runtimes.get(regionOf(request), id);
    String number = request.query().get("version");
    return Descriptions.whole(
        runtime, number == null ? runtime.newest() : version(runtime, number));
  }

  private ObjectNode describeEndpoint(Request request, String id, String name) {
    RuntimeRecord runtime = runtimes.get(regionOf(request), id);
    return Descriptions.endpoint(runtime, endpoint(runtime, name));
  }

  private ObjectNode listRuntimes(Request request) {
    return Descriptions.page(
        "agentRuntimes",
        runtimes.list(regionOf(request)),
        request.query(),
        runtime -> Descriptions.item(runtime, runtime.newest()));
  }

  private ObjectNode listVersions(Request request, String id) {
    RuntimeRecord runtime = runtimes.get(regionOf(request), id);
    return Descriptions.page(
        "agentRuntimes",
        new ArrayList<>(runtime.versions().values()),
        request.query(),
        version -> Descriptions.item(runtime, version));
  }

  private ObjectNode listEndpoints(Request request, String id) {
    RuntimeRecord runtime = runtimes.get(regionOf(request), id);
    return Descriptions.page(
        "runtimeEndpoints",
        new ArrayList<>(runtime.endpoints().values()),
        request.query(),
        endpoint -> Descriptions.endpoint(runtime, endpoint));
  }

  private String regionOf(Request request) {
    return request.caller(region).region();
  }

  private void checkRole(ObjectNode configuration) {
    String role = configuration.path("roleArn").asText();
    if (!roles.isUsable(role)) {
      throw AwsError.validation(
          "Role validation failed for '%s'. Check that the role exists and that its trust policy"
                  .formatted(role)
              + " lets bedrock-agentcore.amazonaws.com assume it.");
    }
  }

  private static Version deployableVersion(RuntimeRecord runtime, Call call) {
    String number = call.optional("agentRuntimeVersion");
    Version version = number == null ? runtime.newest() : version(runtime, number);
    if (version.status() != Status.READY) {
      throw AwsError.conflict(
          "Version %d of %s is %s.".formatted(version.number(), runtime.id(), version.status()));
    }
    return version;
  }

  private static Version version(RuntimeRecord runtime, String number) {
    Version version =
        number.matches("[1-9]\\d{0,4}") ? runtime.version(Integer.parseInt(number)) : null;
    if (version == null) {
      throw AwsError.notFound(
          "Agent runtime %s has no version %s.".formatted(runtime.id(), number));
    }
    return version;
  }

  private static Endpoint endpoint(RuntimeRecord runtime, String name) {
    Endpoint endpoint = runtime.endpoint(name);
    if (endpoint == null) {
      throw AwsError.notFound("Agent runtime %s has no endpoint %s.".formatted(runtime.id(), name));
    }
    return endpoint;
  }

  private static ObjectNode tags(Call call) {
    return call.parameters().path("tags") instanceof ObjectNode tags ? tags : Json.object();
  }

  private String newId(String name) {
    String given = nextId.getAndSet(null);
    if (given != null) {
      return given;
    }
    StringBuilder id = new StringBuilder(name).append('-');
    random
        .ints(ID_LENGTH, 0, ID_LETTERS.length())
        .forEach(index -> id.append(ID_LETTERS.charAt(index)));
    return id.toString();
  }
}
