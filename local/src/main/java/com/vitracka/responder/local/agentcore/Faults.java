package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What is broken on purpose. */
final class Faults {
  static final String EVERY_RUNTIME = "*";

  /** One fault; its name is the one of the admin API. */
  sealed interface Fault {
    String name();

    /** The runtime that it is about; every one unless said. */
    default String runtime() {
      return EVERY_RUNTIME;
    }

    ObjectNode toJson();
  }

  /** Every process of this version, or of an older one, is killed right after its start. */
  record Crash(String runtime, int version) implements Fault {
    @Override
    public String name() {
      return "crash";
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("name", name()).put("runtime", runtime).put("version", version);
    }
  }

  /** Right answers, late. With {@code version} it ends when users are served by a newer one. */
  record Slow(String runtime, Duration latency, int version) implements Fault {
    static final int ANY_VERSION = 0;

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public ObjectNode toJson() {
      return Json.object()
          .put("name", name())
          .put("runtime", runtime)
          .put("latencyMs", latency.toMillis())
          .put("untilDeployment", version != ANY_VERSION);
    }
  }

  /** The model answers 503. */
  record ModelDown() implements Fault {
    @Override
    public String name() {
      return "model-down";
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("name", name());
    }
  }

  /** No version can be deployed. */
  record RedeployRefused(String runtime) implements Fault {
    @Override
    public String name() {
      return "redeploy-refused";
    }

    @Override
    public ObjectNode toJson() {
      return Json.object().put("name", name()).put("runtime", runtime);
    }
  }

  private static final int MOST = 100;

  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  /** In place of the one of the same name and runtime, if there is one. */
  void put(Fault fault) {
    faults.removeIf(
        other -> other.name().equals(fault.name()) && other.runtime().equals(fault.runtime()));
    add(fault);
  }

  void add(Fault fault) {
    if (faults.size() >= MOST) {
      throw AwsError.validation("There are %d faults already; delete some.".formatted(MOST));
    }
    faults.add(fault);
  }

  List<Fault> list() {
    return List.copyOf(faults);
  }

  void remove(String name) {
    faults.removeIf(fault -> fault.name().equals(name));
  }

  void remove(String name, String runtime) {
    faults.removeIf(fault -> fault.name().equals(name) && fault.runtime().equals(runtime));
  }

  void clear() {
    faults.clear();
  }

  boolean crashes(String runtime, int version) {
    return has(
        fault ->
            fault instanceof Crash(String id, int broken)
                && id.equals(runtime)
                && version <= broken);
  }

  Duration latency(String runtime, int version) {
    return faults.stream()
        .filter(Slow.class::isInstance)
        .map(Slow.class::cast)
        .filter(slow -> slow.runtime().equals(runtime))
        .filter(slow -> slow.version() == Slow.ANY_VERSION || version <= slow.version())
        .map(Slow::latency)
        .reduce(Duration.ZERO, Duration::plus);
  }

  boolean isModelDown() {
    return has(ModelDown.class::isInstance);
  }

  void refuseDeployment(String runtime) {
    if (has(
        fault ->
            fault instanceof RedeployRefused(String id)
                && (id.equals(EVERY_RUNTIME) || id.equals(runtime)))) {
      throw AwsError.quotaExceeded(
          "The account's quota of agent runtime versions is exceeded for %s.".formatted(runtime));
    }
  }

  /**
   * What was wrong with older versions is over.
   *
   * @param version the oldest one that an endpoint leads to
   */
  void serves(String runtime, int version) {
    faults.removeIf(
        fault ->
            switch (fault) {
              case Crash(String id, int broken) -> id.equals(runtime) && broken < version;
              case Slow(String id, Duration latency, int broken) ->
                  id.equals(runtime) && broken != Slow.ANY_VERSION && broken < version;
              case ModelDown down -> false;
              case RedeployRefused refused -> false;
            });
  }

  private boolean has(Predicate<Fault> test) {
    return faults.stream().anyMatch(test);
  }
}
