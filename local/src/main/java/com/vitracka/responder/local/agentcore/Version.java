package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a runtime. Its configuration is the JSON that was sent, whole, and never changes.
 */
record Version(
    int number,
    ObjectNode configuration,
    Status status,
    @Nullable String failureReason,
    Instant updatedAt) {

  Version {
    configuration = configuration.deepCopy();
  }

  static Version deploying(int number, ObjectNode configuration, Instant now) {
    return new Version(
        number, configuration, number == 1 ? Status.CREATING : Status.UPDATING, null, now);
  }

  Version ready(Instant now) {
    return new Version(number, configuration, Status.READY, null, now);
  }

  Version failed(String reason, Instant now) {
    return new Version(number, configuration, status.failed(), reason, now);
  }

  Artifact artifact() {
    return Artifact.of(configuration);
  }

  String roleArn() {
    return configuration.path("roleArn").asText();
  }

  boolean requiresMmdsV2() {
    return configuration.path("metadataConfiguration").path("requireMMDSV2").asBoolean(false);
  }
}
