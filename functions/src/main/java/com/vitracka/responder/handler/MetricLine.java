package com.vitracka.responder.handler;

import com.vitracka.responder.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A log line that CloudWatch turns into a metric (its embedded metric format), written by hand: the
 * libraries for it cost a third of a second at a cold start.
 */
final class MetricLine {
  static final String NAMESPACE = "AgentCoreResponder";

  private MetricLine() {}

  /** A count without dimensions. */
  static String count(String metric, int count, Instant at) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            at.toEpochMilli(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    NAMESPACE,
                    "Dimensions",
                    List.of(List.of()),
                    "Metrics",
                    List.of(Map.of("Name", metric, "Unit", "Count"))))));
    line.put(metric, count);
    return Json.write(line);
  }
}
