package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One session: a process of the version that was live when the session began. */
final class Session {
  record Key(String runtimeArn, String endpoint, String id) {}

  static final String START_FAILED =
      "An error occurred when starting the runtime. Please check your CloudWatch logs for more"
          + " information.";
  private static final String TOO_SLOW =
      "Runtime initialization time exceeded. Please make sure that initialization completes in"
          + " 30s.";

  private final Key key;
  private final int version;
  private final Instant startedAt;
  private final Supplier<AgentProcess> start;
  private volatile @Nullable AgentProcess process;
  private volatile boolean ended;
  private int inFlight;
  private Instant lastUsedAt;

  Session(Key key, int version, Instant now, Supplier<AgentProcess> start) {
    this.key = key;
    this.version = version;
    this.startedAt = now;
    this.lastUsedAt = now;
    this.start = start;
  }

  Key key() {
    return key;
  }

  int version() {
    return version;
  }

  /** Starts the process at the first call, and waits until it answers. */
  synchronized AgentProcess readyProcess(Duration timeout) throws InterruptedException {
    if (ended) {
      throw AwsError.runtimeClient(START_FAILED);
    }
    AgentProcess running = process;
    if (running != null) {
      return running;
    }
    AgentProcess started = start.get();
    process = started;
    boolean ready = false;
    try {
      ready = started.isReadyWithin(timeout) && !ended;
      if (!ready) {
        throw AwsError.runtimeClient(started.isAlive() && !ended ? TOO_SLOW : START_FAILED);
      }
      return started;
    } finally {
      if (!ready) {
        end();
      }
    }
  }

  boolean isUsable() {
    AgentProcess running = process;
    return !ended && (running == null || running.isAlive());
  }

  void end() {
    ended = true;
    AgentProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  void begin(Instant now) {
    synchronized (key) {
      inFlight++;
      lastUsedAt = now;
    }
  }

  void finish(Instant now) {
    synchronized (key) {
      inFlight--;
      lastUsedAt = now;
    }
  }

  boolean isOver(Instant now, Duration idle, Duration lifetime) {
    synchronized (key) {
      boolean idled = inFlight == 0 && lastUsedAt.plus(idle).isBefore(now);
      return !isUsable() || idled || startedAt.plus(lifetime).isBefore(now);
    }
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("sessionId", key.id())
            .put("endpoint", key.endpoint())
            .put("version", Integer.toString(version))
            .put("startedAt", Json.time(startedAt));
    AgentProcess running = process;
    if (running != null) {
      json.put("pid", running.pid()).put("port", running.port()).put("alive", running.isAlive());
    }
    return json;
  }
}
