package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In place of a foundation model: Bedrock's Converse call, answered from the prompt, the same each
 * time. An agent whose execution role is gone is refused, as its credentials would be.
 */
final class ModelStandIn implements Http.Route {
  private static final Pattern PATH =
      Pattern.compile("(?:/agents/([^/]+)/([^/]+))?/model/(.+)/converse");
  private static final Duration ROLE_REMEMBERED = Duration.ofSeconds(2);
  private static final List<String> ADVICE =
      List.of(
          "Start with one small step that you can repeat tomorrow.",
          "Write down what went well today, and build the next step on that.",
          "Choose a time of day for it, and keep the first week easy.",
          "Tell one person about your plan; it is easier to keep in company.");

  private record Known(boolean usable, long until) {}

  private final Runtimes runtimes;
  private final Roles roles;
  private final Faults faults;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  ModelStandIn(Runtimes runtimes, Roles roles, Faults faults) {
    this.runtimes = runtimes;
    this.roles = roles;
    this.faults = faults;
  }

  @Override
  public Optional<Response> answer(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || !request.method().equals("POST")) {
      return Optional.empty();
    }
    if (faults.isModelDown()) {
      throw AwsError.unavailable("The service is unable to process the request. Try again later.");
    }
    if (path.group(1) != null && path.group(2) != null) {
      checkRole(path.group(1), path.group(2));
    }
    return Optional.of(Response.json(200, converse(request.json())));
  }

  private void checkRole(String region, String runtimeId) {
    String role =
        runtimes.find(region, runtimeId).map(record -> record.newest().roleArn()).orElse("");
    long now = System.nanoTime();
    Known answer =
        known.compute(
            role,
            (arn, before) ->
                before != null && before.until() - now > 0
                    ? before
                    : new Known(
                        !arn.isEmpty() && roles.isUsable(arn), now + ROLE_REMEMBERED.toNanos()));
    if (!answer.usable()) {
      throw AwsError.accessDenied(
          "The execution role %s cannot be assumed for bedrock:InvokeModel.".formatted(role));
    }
  }

  private static ObjectNode converse(ObjectNode request) {
    JsonNode messages = request.path("messages");
    String prompt =
        messages.path(messages.size() - 1).path("content").path(0).path("text").asText("");
    if (prompt.isBlank()) {
      throw AwsError.validation("The last message must have a text.");
    }
    String text = reply(prompt);
    ObjectNode answer = Json.object();
    ObjectNode message = answer.putObject("output").putObject("message").put("role", "assistant");
    message.putArray("content").addObject().put("text", text);
    int in = words(prompt);
    int out = words(text);
    answer.put("stopReason", "end_turn");
    answer
        .putObject("usage")
        .put("inputTokens", in)
        .put("outputTokens", out)
        .put("totalTokens", in + out);
    answer.putObject("metrics").put("latencyMs", 1);
    return answer;
  }

  private static String reply(String prompt) {
    String asked = prompt.length() > 200 ? prompt.substring(0, 200) : prompt;
    String advice = ADVICE.get(Math.floorMod(prompt.hashCode(), ADVICE.size()));
    return "You said: \"%s\". %s".formatted(asked, advice);
  }

  private static int words(String text) {
    return text.split("\\s+", -1).length;
  }
}
