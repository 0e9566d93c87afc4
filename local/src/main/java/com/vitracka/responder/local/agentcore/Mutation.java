package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that changes something at the control plane, refused ones included.
 *
 * @param parameters all that was sent: the path's, the query's and the body's members
 * @param repeated answered from an earlier call with the same client token
 */
record Mutation(
    Instant at,
    String operation,
    String account,
    Request.Caller caller,
    ObjectNode parameters,
    @Nullable ObjectNode answer,
    @Nullable AwsError error,
    boolean repeated) {

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("at", Json.time(at))
            .put("operation", operation)
            .put("region", caller.region())
            .put("accessKeyId", caller.accessKeyId())
            .put("repeated", repeated);
    json.set("parameters", parameters);
    if (answer != null) {
      json.set("answer", answer);
    }
    if (error != null) {
      json.put("errorCode", error.code()).put("errorMessage", error.text());
    }
    return json;
  }
}
