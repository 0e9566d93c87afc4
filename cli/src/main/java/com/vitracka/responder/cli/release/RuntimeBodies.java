package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.RawAgentRuntimes;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of UpdateAgentRuntime: what GetAgentRuntime gave, with the code of another release or
 * version in it and nothing else changed (design decisions 10 and 11).
 */
final class RuntimeBodies {
  private static final String ARTIFACT = "agentRuntimeArtifact";
  private static final String CODE = "codeConfiguration";
  private static final String ENVIRONMENT = "environmentVariables";

  private RuntimeBodies() {}

  /** The current configuration with a release's code, entry point and runtime. */
  static Map<String, @Nullable Object> withRelease(
      JsonObject current, Release release, String bucket) {
    Map<String, @Nullable Object> body = RawAgentRuntimes.updatable(current);
    Map<String, @Nullable Object> code =
        new LinkedHashMap<>(
            current
                .findObject(ARTIFACT)
                .flatMap(artifact -> artifact.findObject(CODE))
                .orElseThrow(
                    () ->
                        new Failure(
                            ExitCode.INVALID,
                            "the runtime runs a container, and AgentCore cannot change that to code",
                            "runtime " + current.findText("agentRuntimeId").orElse("?"),
                            "deploy its container by its own pipeline"))
                .values());
    code.put("code", Map.of("s3", location(release, bucket)));
    code.put("runtime", release.runtime());
    code.put("entryPoint", release.entryPoint());
    body.put(ARTIFACT, Map.of(CODE, code));
    return body;
  }

  /** The current configuration with code and environment of an earlier version. */
  static Map<String, @Nullable Object> withVersion(JsonObject current, JsonObject old) {
    Map<String, @Nullable Object> body = RawAgentRuntimes.updatable(current);
    body.put(ARTIFACT, old.values().get(ARTIFACT));
    return withEnvironment(body, old);
  }

  /** The body with the environment of an earlier version. */
  static Map<String, @Nullable Object> withEnvironment(
      Map<String, @Nullable Object> body, JsonObject old) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(body);
    if (old.has(ENVIRONMENT)) {
      changed.put(ENVIRONMENT, old.values().get(ENVIRONMENT));
    } else {
      changed.remove(ENVIRONMENT);
    }
    return changed;
  }

  private static Map<String, Object> location(Release release, String bucket) {
    Map<String, Object> s3 = new LinkedHashMap<>();
    s3.put("bucket", bucket);
    s3.put("prefix", ReleaseStore.codeKey(release));
    return s3;
  }

  /** Where a version's code lies; empty for a container. */
  static Optional<JsonObject> findLocation(JsonObject configuration) {
    return configuration
        .findObject(ARTIFACT)
        .flatMap(artifact -> artifact.findObject(CODE))
        .flatMap(code -> code.findObject("code"))
        .flatMap(code -> code.findObject("s3"));
  }

  /** Entry point and runtime of a version that runs code. */
  static JsonObject code(JsonObject configuration) {
    return configuration.object(ARTIFACT).object(CODE);
  }

  /**
   * Whether the object at that place can change under its key: then an old version that names it is
   * not old code.
   */
  static boolean isChangeable(JsonObject configuration, String releasesBucket) {
    return findLocation(configuration)
        .filter(s3 -> !s3.has("versionId"))
        .filter(s3 -> !s3.findText("bucket").equals(Optional.of(releasesBucket)))
        .isPresent();
  }

  /** For eyes: environment values only as hashes (design decision 15). */
  static Map<String, @Nullable Object> masked(Map<String, ? extends @Nullable Object> body) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>(body);
    if (masked.get(ENVIRONMENT) instanceof Map<?, ?> variables) {
      Map<String, @Nullable Object> hashed = new LinkedHashMap<>();
      variables.forEach((name, value) -> hashed.put("" + name, "sha256:" + hash("" + value)));
      masked.put(ENVIRONMENT, hashed);
    }
    return masked;
  }

  private static String hash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
