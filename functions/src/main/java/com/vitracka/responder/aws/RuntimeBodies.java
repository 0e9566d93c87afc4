package com.vitracka.responder.aws;

import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.respond.DeploymentRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of UpdateAgentRuntime: what GetAgentRuntime gave, with the code of another release or
 * version in it and nothing else changed (design decisions 10 and 11). Functions and command line
 * make them here alike.
 */
public final class RuntimeBodies {
  private static final String ARTIFACT = "agentRuntimeArtifact";
  private static final String CODE = "codeConfiguration";
  private static final String ENVIRONMENT = "environmentVariables";

  /** An object in S3 that never changes under its key. */
  public record Zip(String bucket, String key) {
    /** The code of a release. */
    public static Zip ofRelease(String releasesBucket, String agent, String release) {
      return new Zip(releasesBucket, ReleaseKeys.code(agent, release));
    }
  }

  private RuntimeBodies() {}

  /**
   * The current configuration with a release's code, entry point and runtime.
   *
   * @throws DeploymentRefusedException when the runtime runs a container
   */
  public static Map<String, @Nullable Object> withRelease(
      JsonObject current, Zip zip, String runtime, List<String> entryPoint) {
    Map<String, @Nullable Object> code = codeAt(zip, current);
    code.put("runtime", runtime);
    code.put("entryPoint", entryPoint);
    Map<String, @Nullable Object> body = RawAgentRuntimes.updatable(current);
    body.put(ARTIFACT, Map.of(CODE, code));
    return body;
  }

  /**
   * The current configuration with artifact, entry point, runtime and environment of a version; of
   * the current one itself, the whole unchanged.
   */
  public static Map<String, @Nullable Object> withVersion(JsonObject current, JsonObject old) {
    Map<String, @Nullable Object> body = RawAgentRuntimes.updatable(current);
    body.put(ARTIFACT, old.values().get(ARTIFACT));
    if (old.values().containsKey(ENVIRONMENT)) {
      body.put(ENVIRONMENT, old.values().get(ENVIRONMENT));
    } else {
      body.remove(ENVIRONMENT);
    }
    return body;
  }

  /**
   * {@link #withVersion} with the version's code from where we keep it: what lies at the version's
   * own place may be other code by now, or gone.
   *
   * @param zip of the release that the version ran
   * @throws DeploymentRefusedException when the version runs a container
   */
  public static Map<String, @Nullable Object> withVersionFrom(
      Zip zip, JsonObject current, JsonObject old) {
    Map<String, @Nullable Object> body = withVersion(current, old);
    body.put(ARTIFACT, Map.of(CODE, codeAt(zip, old)));
    return body;
  }

  private static Map<String, @Nullable Object> codeAt(Zip zip, JsonObject configuration) {
    Map<String, @Nullable Object> code =
        new LinkedHashMap<>(
            findCode(configuration)
                .orElseThrow(
                    () ->
                        new DeploymentRefusedException(
                            "the runtime runs a container, and AgentCore cannot change that to"
                                + " code; deploy its container by its own pipeline"))
                .values());
    code.put("code", Map.of("s3", Map.of("bucket", zip.bucket(), "prefix", zip.key())));
    return code;
  }

  /** Entry point and runtime of a configuration that runs code; empty for a container. */
  public static Optional<JsonObject> findCode(JsonObject configuration) {
    return configuration.findObject(ARTIFACT).flatMap(artifact -> artifact.findObject(CODE));
  }

  /** Where a version's code lies; empty for a container. */
  public static Optional<JsonObject> findLocation(JsonObject configuration) {
    return findCode(configuration)
        .flatMap(code -> code.findObject("code"))
        .flatMap(code -> code.findObject("s3"));
  }

  /**
   * Whether the object at that place can change under its key: then an old version that names it is
   * not old code.
   */
  public static boolean isChangeable(JsonObject configuration, String releasesBucket) {
    return findLocation(configuration)
        .filter(s3 -> !s3.has("versionId"))
        .filter(s3 -> !s3.findText("bucket").equals(Optional.of(releasesBucket)))
        .isPresent();
  }
}
