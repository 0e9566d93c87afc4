package com.vitracka.responder.infra.constructs;

import java.util.Map;
import java.util.TreeMap;

/**
 * Maps in one order at each run. {@code Map.of} has another order in each process, and a template
 * that differs from the last one only in order would still be deployed.
 */
final class Sorted {
  private Sorted() {}

  static <V> Map<String, V> map(Map<String, V> map) {
    return new TreeMap<>(map);
  }
}
