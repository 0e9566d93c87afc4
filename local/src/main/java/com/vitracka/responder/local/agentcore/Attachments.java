package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tags and resource policies of runtimes and endpoints, by ARN. */
final class Attachments implements Http.Route {
  private static final Pattern PATH = Pattern.compile("/(tags|resourcepolicy)/(arn:.+)");
  private static final Pattern RUNTIME =
      Pattern.compile("arn:aws:[^:]+:([^:]+):\\d+:runtime/([^/]+).*");

  private final String region;
  private final Runtimes runtimes;
  private final Mutations mutations;
  private final Map<String, ObjectNode> tags = new ConcurrentHashMap<>();
  private final Map<String, String> policies = new ConcurrentHashMap<>();

  Attachments(String region, Runtimes runtimes, Mutations mutations) {
    this.region = region;
    this.runtimes = runtimes;
    this.mutations = mutations;
  }

  @Override
  public Optional<Response> answer(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.empty();
    }
    String arn = path.group(2);
    checkExists(arn);
    return switch (path.group(1) + " " + request.method()) {
      case "tags GET" -> {
        ObjectNode json = Json.object();
        json.set("tags", tags.getOrDefault(arn, Json.object()));
        yield Optional.of(Response.json(200, json));
      }
      case "tags POST" -> {
        change(request, "TagResource", arn, () -> tag(arn, request.json()));
        yield Optional.of(Response.empty(204));
      }
      case "tags DELETE" -> {
        change(request, "UntagResource", arn, () -> untag(arn, request.query()));
        yield Optional.of(Response.empty(204));
      }
      case "resourcepolicy GET" -> Optional.of(Response.json(200, policy(arn)));
      case "resourcepolicy PUT" -> {
        String policy = request.json().path("policy").asText();
        change(request, "PutResourcePolicy", arn, () -> policies.put(arn, policy));
        yield Optional.of(Response.json(201, policy(arn)));
      }
      case "resourcepolicy DELETE" -> {
        change(request, "DeleteResourcePolicy", arn, () -> policies.remove(arn));
        yield Optional.of(Response.empty(204));
      }
      default -> Optional.empty();
    };
  }

  void setTags(String arn, ObjectNode first) {
    tags.put(arn, first.deepCopy());
  }

  void forget(String arn) {
    tags.remove(arn);
    policies.remove(arn);
  }

  void clear() {
    tags.clear();
    policies.clear();
  }

  private void change(Request request, String operation, String arn, Runnable change) {
    ObjectNode parameters = request.json().put("resourceArn", arn);
    mutations.run(
        operation,
        request.caller(region),
        parameters,
        () -> {
          change.run();
          return Json.object();
        });
  }

  private void tag(String arn, ObjectNode body) {
    tags.compute(
        arn,
        (same, now) -> {
          ObjectNode next = now == null ? Json.object() : now.deepCopy();
          body.path("tags").properties().forEach(tag -> next.set(tag.getKey(), tag.getValue()));
          return next;
        });
  }

  private void untag(String arn, Map<String, String> query) {
    tags.computeIfPresent(
        arn,
        (same, now) -> {
          ObjectNode next = now.deepCopy();
          next.remove(Arrays.asList(query.getOrDefault("tagKeys", "").split(",", -1)));
          return next;
        });
  }

  private ObjectNode policy(String arn) {
    String policy = policies.get(arn);
    if (policy == null) {
      throw AwsError.notFound("%s has no resource policy.".formatted(arn));
    }
    return Json.object().put("policy", policy);
  }

  private void checkExists(String arn) {
    Matcher runtime = RUNTIME.matcher(arn);
    if (!runtime.matches()) {
      throw AwsError.notFound("%s was not found.".formatted(arn));
    }
    runtimes.get(runtime.group(1), runtime.group(2));
  }
}
