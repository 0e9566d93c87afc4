package com.vitracka.responder.local.agentcore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A name that callers use; it leads to one version. */
record Endpoint(
    String name,
    @Nullable Integer live,
    int target,
    Status status,
    @Nullable String failureReason,
    @Nullable String description,
    Instant createdAt,
    Instant updatedAt) {

  static final String DEFAULT = "DEFAULT";

  static Endpoint creating(String name, int target, @Nullable String description, Instant now) {
    return new Endpoint(name, null, target, Status.CREATING, null, description, now, now);
  }

  Endpoint movingTo(int version, @Nullable String text, Instant now) {
    String said = text == null ? description : text;
    Status next = live == null ? Status.CREATING : Status.UPDATING;
    return new Endpoint(name, live, version, next, null, said, createdAt, now);
  }

  Endpoint arrived(Instant now) {
    return new Endpoint(name, target, target, Status.READY, null, description, createdAt, now);
  }

  Endpoint failed(String reason, Instant now) {
    return new Endpoint(name, live, target, status.failed(), reason, description, createdAt, now);
  }
}
