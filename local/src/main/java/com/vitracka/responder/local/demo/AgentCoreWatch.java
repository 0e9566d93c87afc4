package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the agent in the simulated AgentCore: its versions and endpoints, and who changed it.
 */
final class AgentCoreWatch {
  private final LocalServer agentCore;
  private final String runtimeId;
  private final Timeline timeline;
  private final List<Deploying> deployings = new CopyOnWriteArrayList<>();
  private @Nullable Instant busySince;

  /** A time in which the platform was busy with the agent. */
  private record Deploying(Instant begun, Instant ended) {}

  AgentCoreWatch(LocalServer agentCore, String runtimeId, Timeline timeline) {
    this.agentCore = agentCore;
    this.runtimeId = runtimeId;
    this.timeline = timeline;
  }

  /** Tells what is new of versions and endpoints, and notes how long the platform is busy. */
  void look() {
    for (JsonNode runtime : agentCore.get("/_local/state").path("runtimes")) {
      if (!runtime.path("agentRuntimeId").asText().equals(runtimeId)) {
        continue;
      }
      for (JsonNode version : runtime.path("versions")) {
        String number = version.path("agentRuntimeVersion").asText();
        String status = version.path("status").asText();
        timeline.tellOnce(
            "version/" + number + "/" + status,
            Instant.now(),
            "agentcore",
            "version " + number + " is " + status);
      }
      boolean busy = isBusy(runtime.path("status").asText());
      for (JsonNode endpoint : runtime.path("endpoints")) {
        busy = busy || isBusy(endpoint.path("status").asText());
        String name = endpoint.path("name").asText();
        String live = endpoint.path("liveVersion").asText("");
        if (!live.isEmpty()) {
          timeline.tellOnce(
              "endpoint/" + name + "/" + live,
              Instant.now(),
              "agentcore",
              "endpoint " + name + " serves version " + live);
        }
      }
      noteBusy(busy);
    }
  }

  private static boolean isBusy(String status) {
    return status.endsWith("ING");
  }

  private void noteBusy(boolean busy) {
    if (busy && busySince == null) {
      busySince = Instant.now();
    } else if (!busy && busySince != null) {
      deployings.add(new Deploying(busySince, Instant.now()));
      busySince = null;
    }
  }

  /** How long the platform was deploying (runtime or endpoint) between two instants. */
  Duration deploying(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Deploying one : deployings) {
      if (!one.begun().isBefore(from) && one.begun().isBefore(to)) {
        sum = sum.plus(Duration.between(one.begun(), one.ended().isAfter(to) ? to : one.ended()));
      }
    }
    return sum;
  }

  /** Calls of the control plane from an instant on that changed something, the responder's only. */
  List<JsonNode> responderCalls(Instant from, String teamKey) {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode call : agentCore.get("/_local/calls").path("calls")) {
      if (!Instant.parse(call.path("at").asText()).isBefore(from)
          && !call.path("accessKeyId").asText().equals(teamKey)
          && !call.path("repeated").asBoolean()) {
        calls.add(call);
      }
    }
    return calls;
  }
}
