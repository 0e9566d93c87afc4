package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One HTTP response. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Response(int status, Map<String, String> headers, byte[] body) {

  private static final String JSON = "application/json";

  static Response json(int status, JsonNode body) {
    return new Response(status, Map.of("Content-Type", JSON), Json.bytes(body));
  }

  static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  static Response error(AwsError error) {
    return new Response(
        error.status(),
        Map.of("Content-Type", JSON, "x-amzn-errortype", error.code()),
        Json.bytes(Json.object().put("message", error.text())));
  }
}
