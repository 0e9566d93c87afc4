package com.vitracka.responder.cli.command;

import com.vitracka.responder.incident.Texts;
import com.vitracka.responder.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to AWS that a command would make.
 *
 * @param body as it would be sent, but for the environment's values and the token
 */
public record Call(
    String operation, String method, String path, Map<String, ? extends @Nullable Object> body) {
  /** Stands in the text for a token that each run makes anew. */
  public static final String TOKEN = "made at the call";

  private static final String ENVIRONMENT = "environmentVariables";
  private static final int SHOWN_OF_HASH = 12;

  public static Call update(String runtimeId, Map<String, ? extends @Nullable Object> body) {
    Map<String, @Nullable Object> shown = masked(body);
    shown.put("clientToken", TOKEN);
    return new Call("UpdateAgentRuntime", "PUT", "/runtimes/" + runtimeId + "/", shown);
  }

  public static Call move(String runtimeId, String endpoint, String version) {
    return new Call(
        "UpdateAgentRuntimeEndpoint",
        "PUT",
        "/runtimes/" + runtimeId + "/runtime-endpoints/" + endpoint + "/",
        Map.of("agentRuntimeVersion", version, "clientToken", TOKEN));
  }

  public static Call store(String bucket, String key) {
    return store(bucket, key, Map.of());
  }

  /** An object in S3; the body only where it is small and no secret. */
  public static Call store(
      String bucket, String key, Map<String, ? extends @Nullable Object> body) {
    return new Call("PutObject", "PUT", "s3://" + bucket + "/" + key, body);
  }

  /** Tells what a dry run has found. */
  public static void show(Out out, List<Call> calls) {
    out.answer(document(calls), text(calls));
  }

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("operation", operation);
    document.put("method", method);
    document.put("path", path);
    document.put("body", body);
    return document;
  }

  public static Map<String, Object> document(List<Call> calls) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dryRun", true);
    document.put("calls", calls.stream().map(Call::toDocument).toList());
    return document;
  }

  public static String text(List<Call> calls) {
    StringBuilder text = new StringBuilder("Nothing was changed. These calls would be made:\n");
    int number = 1;
    for (Call call : calls) {
      text.append('\n').append(number++).append(". ").append(call.operation()).append('\n');
      text.append("   ").append(call.method()).append(' ').append(call.path()).append('\n');
      if (!call.body().isEmpty()) {
        text.append(Json.pretty(call.body()).indent(3));
      }
    }
    return text.toString();
  }

  /** For eyes: environment values only as hashes (design decision 15). */
  private static Map<String, @Nullable Object> masked(
      Map<String, ? extends @Nullable Object> body) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>(body);
    if (masked.get(ENVIRONMENT) instanceof Map<?, ?> variables) {
      Map<String, @Nullable Object> hashed = new LinkedHashMap<>();
      variables.forEach(
          (name, value) ->
              hashed.put(
                  "" + name, "sha256:" + Texts.sha256("" + value).substring(0, SHOWN_OF_HASH)));
      masked.put(ENVIRONMENT, hashed);
    }
    return masked;
  }
}
