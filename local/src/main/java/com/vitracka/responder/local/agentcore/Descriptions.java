package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runtimes, versions and endpoints as the service's answers show them. */
final class Descriptions {
  private static final int MOST_A_PAGE = 100;
  private static final int DEFAULT_IDLE_SECONDS = 900;
  private static final int DEFAULT_LIFETIME_SECONDS = 28_800;

  private Descriptions() {}

  /** The whole configuration of a version, members unknown here included. */
  static ObjectNode whole(RuntimeRecord runtime, Version version) {
    ObjectNode json = version.configuration().deepCopy();
    if (!json.has("lifecycleConfiguration")) {
      json.putObject("lifecycleConfiguration")
          .put("idleRuntimeSessionTimeout", DEFAULT_IDLE_SECONDS)
          .put("maxLifetime", DEFAULT_LIFETIME_SECONDS);
    }
    if (!json.has("networkConfiguration")) {
      json.putObject("networkConfiguration").put("networkMode", "PUBLIC");
    }
    json.put("agentRuntimeName", runtime.name());
    json.setAll(deployed(runtime, version));
    String reason = version.failureReason();
    if (reason != null) {
      json.put("failureReason", reason);
    }
    return json;
  }

  /** What Create and Update answer. */
  static ObjectNode deployed(RuntimeRecord runtime, Version version) {
    ObjectNode json =
        Json.object()
            .put("agentRuntimeArn", runtime.arn())
            .put("agentRuntimeId", runtime.id())
            .put("agentRuntimeVersion", Integer.toString(version.number()))
            .put("createdAt", Json.time(runtime.createdAt()))
            .put("lastUpdatedAt", Json.time(version.updatedAt()))
            .put("status", status(runtime, version).name());
    json.putObject("workloadIdentityDetails")
        .put("workloadIdentityArn", runtime.workloadIdentityArn());
    return json;
  }

  static ObjectNode item(RuntimeRecord runtime, Version version) {
    ObjectNode json =
        Json.object()
            .put("agentRuntimeArn", runtime.arn())
            .put("agentRuntimeId", runtime.id())
            .put("agentRuntimeVersion", Integer.toString(version.number()))
            .put("agentRuntimeName", runtime.name())
            .put("lastUpdatedAt", Json.time(version.updatedAt()))
            .put("status", status(runtime, version).name());
    if (version.configuration().has("description")) {
      json.set("description", version.configuration().path("description"));
    }
    return json;
  }

  static ObjectNode endpoint(RuntimeRecord runtime, Endpoint endpoint) {
    ObjectNode json =
        Json.object()
            .put("name", endpoint.name())
            .put("endpointName", endpoint.name())
            .put("id", endpoint.name())
            .put("agentRuntimeId", runtime.id())
            .put("agentRuntimeArn", runtime.arn())
            .put("agentRuntimeEndpointArn", runtime.endpointArn(endpoint.name()))
            .put("targetVersion", Integer.toString(endpoint.target()))
            .put("status", endpoint.status().name())
            .put("createdAt", Json.time(endpoint.createdAt()))
            .put("lastUpdatedAt", Json.time(endpoint.updatedAt()));
    Integer live = endpoint.live();
    if (live != null) {
      json.put("liveVersion", live.toString());
    }
    String reason = endpoint.failureReason();
    if (reason != null) {
      json.put("failureReason", reason);
    }
    String description = endpoint.description();
    if (description != null) {
      json.put("description", description);
    }
    return json;
  }

  /** One page of a list; {@code maxResults} and {@code nextToken} are in the query. */
  static <T> ObjectNode page(
      String member, List<T> all, Map<String, String> query, Function<T, ObjectNode> description) {
    int from = offset(query.get("nextToken"));
    int size = size(query.get("maxResults"));
    int to = Math.min(all.size(), from + size);
    ObjectNode json = Json.object();
    var items = json.putArray(member);
    if (from < to) {
      all.subList(from, to).forEach(each -> items.add(description.apply(each)));
    }
    if (to < all.size()) {
      json.put(
          "nextToken",
          Base64.getUrlEncoder()
              .encodeToString(Integer.toString(to).getBytes(StandardCharsets.UTF_8)));
    }
    return json;
  }

  private static Status status(RuntimeRecord runtime, Version version) {
    return runtime.deleting() ? Status.DELETING : version.status();
  }

  private static int size(@Nullable String maxResults) {
    int size = maxResults == null ? MOST_A_PAGE : number(maxResults, "maxResults");
    if (size < 1 || size > MOST_A_PAGE) {
      throw AwsError.validation("maxResults must be from 1 to %d.".formatted(MOST_A_PAGE));
    }
    return size;
  }

  private static int offset(@Nullable String token) {
    if (token == null) {
      return 0;
    }
    try {
      return number(
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8), "nextToken");
    } catch (IllegalArgumentException e) {
      throw AwsError.validation("nextToken is not one that was given out.", e);
    }
  }

  private static int number(String text, String member) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw AwsError.validation("%s must be a number.".formatted(member), e);
    }
  }
}
