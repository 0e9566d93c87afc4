package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where the service's metrics, log lines and CloudTrail events go. */
interface Signals {

  /** Values of one metric in one interval; {@code values} holds at most 150 of them. */
  record Datum(
      String name, Map<String, String> dimensions, String unit, List<Double> values, Instant at) {
    public Datum {
      dimensions = Map.copyOf(dimensions);
      values = List.copyOf(values);
    }
  }

  record LogStream(String region, String group, String stream) {}

  record LogLine(Instant at, String text) {}

  void putMetrics(String region, List<Datum> data);

  /** Creates group and stream where they are missing. */
  void putLogLines(LogStream stream, List<LogLine> lines);

  void putEvent(String region, String account, ObjectNode event);

  /** For a server that stands alone. */
  static Signals none() {
    return new Signals() {
      @Override
      public void putMetrics(String region, List<Datum> data) {}

      @Override
      public void putLogLines(LogStream stream, List<LogLine> lines) {}

      @Override
      public void putEvent(String region, String account, ObjectNode event) {}
    };
  }
}
