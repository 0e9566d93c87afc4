package com.vitracka.responder.aws;

import com.vitracka.responder.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of JSON per fact worth knowing, on standard output, which Lambda takes to the log. */
public final class Log {
  private Log() {}

  /**
   * Writes a line.
   *
   * @param pairs names and values in turn
   */
  public static void line(String message, Object... pairs) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("message", message);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.put(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
    }
    System.out.println(Json.write(line));
  }
}
