package com.vitracka.responder.handler;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Decodes a call of the state machines or schedules, and encodes the answer. */
final class Calls {
  private Calls() {}

  static void answer(
      InputStream input, OutputStream output, Function<JsonObject, Map<String, Object>> call)
      throws IOException {
    Map<String, Object> answer = call.apply(Json.object(input.readAllBytes()));
    output.write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
  }
}
