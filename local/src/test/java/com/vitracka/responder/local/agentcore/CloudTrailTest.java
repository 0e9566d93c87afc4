package com.vitracka.responder.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CloudTrailTest {

  @Test
  void namesTheRoleThatCalledAndHidesTheEnvironment() {
    List<ObjectNode> events = new CopyOnWriteArrayList<>();
    ObjectNode parameters = Json.object().put("agentRuntimeId", "coach_companion-0123456789");
    parameters.putObject("environmentVariables").put("API_KEY", "secret");
    Request.Caller caller =
        new Request.Caller(
            "ASIAEXAMPLE", "eu-west-1", "arn:aws:sts::000000000000:assumed-role/Developer/alice");

    try (Later later = new Later()) {
      new CloudTrail(
              new Collected(events),
              Timings.load(Map.of("AGENTCORE_CLOUD_TRAIL_DELAY", "PT0S")),
              later)
          .record(
              new Mutation(
                  Instant.parse("2026-03-01T03:00:00.123Z"),
                  "UpdateAgentRuntime",
                  "000000000000",
                  caller,
                  parameters,
                  Json.object(),
                  null,
                  false));
      await().until(() -> !events.isEmpty());
    }

    ObjectNode detail =
        Json.objectOf(events.getFirst().path("Detail").asText().getBytes(StandardCharsets.UTF_8));
    assertThat(detail.at("/userIdentity/type").asText()).isEqualTo("AssumedRole");
    assertThat(detail.at("/userIdentity/sessionContext/sessionIssuer/userName").asText())
        .isEqualTo("Developer");
    assertThat(detail.path("eventTime").asText()).isEqualTo("2026-03-01T03:00:00Z");
    assertThat(detail.toString()).doesNotContain("secret");
  }

  private record Collected(List<ObjectNode> events) implements Signals {
    @Override
    public void putMetrics(String region, List<Datum> data) {}

    @Override
    public void putLogLines(LogStream stream, List<LogLine> lines) {}

    @Override
    public void putEvent(String region, String account, ObjectNode event) {
      events.add(event);
    }
  }
}
