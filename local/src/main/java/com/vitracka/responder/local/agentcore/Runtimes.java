package com.vitracka.responder.local.agentcore;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The runtimes of all Regions. */
final class Runtimes {
  private record Key(String region, String id) {}

  private final Map<Key, RuntimeRecord> records = new ConcurrentHashMap<>();

  Optional<RuntimeRecord> find(String region, String id) {
    return Optional.ofNullable(records.get(new Key(region, id)));
  }

  RuntimeRecord get(String region, String id) {
    return find(region, id)
        .orElseThrow(
            () -> AwsError.notFound("Agent runtime %s was not found in %s.".formatted(id, region)));
  }

  List<RuntimeRecord> list(String region) {
    return list().stream().filter(record -> record.region().equals(region)).toList();
  }

  List<RuntimeRecord> list() {
    return records.values().stream()
        .sorted(Comparator.comparing(RuntimeRecord::region).thenComparing(RuntimeRecord::id))
        .toList();
  }

  void add(RuntimeRecord record) {
    if (records.putIfAbsent(new Key(record.region(), record.id()), record) != null) {
      throw AwsError.conflict("Agent runtime %s exists already.".formatted(record.id()));
    }
  }

  /** Changes a record if it still exists; a late step of a deleted runtime changes nothing. */
  void change(RuntimeRecord record, UnaryOperator<RuntimeRecord> change) {
    records.computeIfPresent(
        new Key(record.region(), record.id()),
        (key, now) -> now.createdAt().equals(record.createdAt()) ? change.apply(now) : now);
  }

  void remove(RuntimeRecord record) {
    records.computeIfPresent(
        new Key(record.region(), record.id()),
        (key, now) -> now.createdAt().equals(record.createdAt()) ? null : now);
  }

  void clear() {
    records.clear();
  }
}
