package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a version's code comes from: a zip in S3 and the file in it that starts the agent. */
record Artifact(
    String bucket, String key, @Nullable String versionId, String runtime, List<String> start) {

  Artifact {
    start = List.copyOf(start);
  }

  static Artifact of(JsonNode configuration) {
    JsonNode code = configuration.path("agentRuntimeArtifact").path("codeConfiguration");
    JsonNode s3 = code.path("code").path("s3");
    List<String> start = new ArrayList<>();
    code.path("entryPoint").forEach(word -> start.add(word.asText()));
    return new Artifact(
        s3.path("bucket").asText(),
        s3.path("prefix").asText(),
        s3.hasNonNull("versionId") ? s3.path("versionId").asText() : null,
        code.path("runtime").asText(),
        start);
  }

  /** The file to run; a word before it names the instrumentation's launcher. */
  String entryPoint() {
    return start.getLast();
  }

  boolean isInstrumented() {
    return start.size() == 2 && start.getFirst().equals("opentelemetry-instrument");
  }
}
