package com.vitracka.responder.local.agentcore;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Brings versions and endpoints from their busy states to READY or to failure, after a while. */
final class Deployments {
  private final Runtimes runtimes;
  private final Code code;
  private final Sessions sessions;
  private final Faults faults;
  private final Timings timings;
  private final Later later;
  private final Clock clock;

  Deployments(
      Runtimes runtimes,
      Code code,
      Sessions sessions,
      Faults faults,
      Timings timings,
      Later later,
      Clock clock) {
    this.runtimes = runtimes;
    this.code = code;
    this.sessions = sessions;
    this.faults = faults;
    this.timings = timings;
    this.later = later;
    this.clock = clock;
  }

  /** DEFAULT follows the version when it is ready; until then it leads to the one before. */
  void deploy(RuntimeRecord runtime, Version version, byte[] zip) {
    Duration time = timings.duration(version.number() == 1 ? "createDuration" : "updateDuration");
    later.after(
        time,
        "the deployment of %s version %d".formatted(runtime.id(), version.number()),
        () -> finish(runtime, version, zip));
  }

  void move(RuntimeRecord runtime, Endpoint endpoint) {
    later.after(
        timings.duration("endpointDuration"),
        "the move of endpoint %s of %s".formatted(endpoint.name(), runtime.id()),
        () -> runtimes.change(runtime, now -> served(arrive(now, endpoint))));
  }

  void delete(RuntimeRecord runtime) {
    endSessions(runtime);
    later.after(
        timings.duration("deleteDuration"),
        "the deletion of " + runtime.id(),
        () -> {
          runtimes.remove(runtime);
          endSessions(runtime);
        });
  }

  private void finish(RuntimeRecord runtime, Version version, byte[] zip) {
    Optional<String> failure = failure(runtime, version, zip);
    runtimes.change(runtime, now -> served(finished(now, version, failure)));
  }

  /** Faults go with the versions that they are of: not while an endpoint leads to one. */
  private RuntimeRecord served(RuntimeRecord now) {
    now.endpoints().values().stream()
        .map(Endpoint::live)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .ifPresent(oldest -> faults.serves(now.id(), oldest));
    return now;
  }

  private Optional<String> failure(RuntimeRecord runtime, Version version, byte[] zip) {
    try {
      return code.deploy(runtime, version, zip);
    } catch (RuntimeException e) {
      return Optional.of("The code artifact could not be unpacked: " + e.getMessage());
    }
  }

  private RuntimeRecord finished(RuntimeRecord now, Version version, Optional<String> failure) {
    Version done =
        failure
            .map(reason -> version.failed(reason, clock.instant()))
            .orElseGet(() -> version.ready(clock.instant()));
    RuntimeRecord changed = now.with(done);
    Endpoint endpoint = now.endpoint(Endpoint.DEFAULT);
    if (endpoint == null) {
      return changed;
    }
    return changed.with(
        failure
            .map(reason -> endpoint.failed(reason, clock.instant()))
            .orElseGet(() -> endpoint.arrived(clock.instant())));
  }

  private RuntimeRecord arrive(RuntimeRecord now, Endpoint moving) {
    Endpoint endpoint = now.endpoint(moving.name());
    return endpoint == null || endpoint.target() != moving.target()
        ? now
        : now.with(endpoint.arrived(clock.instant()));
  }

  private void endSessions(RuntimeRecord runtime) {
    sessions.endAll(session -> session.key().runtimeArn().equals(runtime.arn()));
  }
}
