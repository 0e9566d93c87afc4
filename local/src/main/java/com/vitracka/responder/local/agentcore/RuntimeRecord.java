package com.vitracka.responder.local.agentcore;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the control plane knows of one runtime; immutable, replaced at each change. */
record RuntimeRecord(
    String account,
    String region,
    String id,
    String name,
    Instant createdAt,
    boolean deleting,
    SortedMap<Integer, Version> versions,
    SortedMap<String, Endpoint> endpoints) {

  RuntimeRecord {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    endpoints = Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
  }

  static RuntimeRecord created(
      String account, String region, String id, String name, Version first, Instant now) {
    Endpoint endpoint = Endpoint.creating(Endpoint.DEFAULT, first.number(), null, now);
    return new RuntimeRecord(
        account,
        region,
        id,
        name,
        now,
        false,
        new TreeMap<>(Map.of(first.number(), first)),
        new TreeMap<>(Map.of(endpoint.name(), endpoint)));
  }

  String arn() {
    return "arn:aws:bedrock-agentcore:%s:%s:runtime/%s".formatted(region, account, id);
  }

  String endpointArn(String endpoint) {
    return arn() + "/runtime-endpoint/" + endpoint;
  }

  String workloadIdentityArn() {
    return "arn:aws:bedrock-agentcore:%s:%s:workload-identity-directory/default/workload-identity/%s"
        .formatted(region, account, id);
  }

  Version newest() {
    return versions.lastEntry().getValue();
  }

  @Nullable Version version(int number) {
    return versions.get(number);
  }

  @Nullable Endpoint endpoint(String endpoint) {
    return endpoints.get(endpoint);
  }

  Status status() {
    return deleting ? Status.DELETING : newest().status();
  }

  RuntimeRecord with(Version version) {
    SortedMap<Integer, Version> next = new TreeMap<>(versions);
    next.put(version.number(), version);
    return new RuntimeRecord(account, region, id, name, createdAt, deleting, next, endpoints);
  }

  RuntimeRecord with(Endpoint endpoint) {
    SortedMap<String, Endpoint> next = new TreeMap<>(endpoints);
    next.put(endpoint.name(), endpoint);
    return new RuntimeRecord(account, region, id, name, createdAt, deleting, versions, next);
  }

  RuntimeRecord withoutVersion(int number) {
    SortedMap<Integer, Version> next = new TreeMap<>(versions);
    next.remove(number);
    return new RuntimeRecord(account, region, id, name, createdAt, deleting, next, endpoints);
  }

  RuntimeRecord withoutEndpoint(String endpoint) {
    SortedMap<String, Endpoint> next = new TreeMap<>(endpoints);
    next.remove(endpoint);
    return new RuntimeRecord(account, region, id, name, createdAt, deleting, versions, next);
  }

  RuntimeRecord beingDeleted() {
    return new RuntimeRecord(account, region, id, name, createdAt, true, versions, endpoints);
  }
}
