package com.vitracka.responder.incident;

import com.vitracka.responder.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Versions in memory, as JSON, for tests and the simulation. */
public final class InMemoryAgentVersions implements AgentVersions {
  private static final int MOST_LISTED = 200;

  private final Map<String, Map<String, String>> documents = new TreeMap<>();

  @Override
  public void record(
      String agent,
      String version,
      Optional<String> release,
      Optional<String> commit,
      String deployedBy,
      Instant at) {
    change(agent, version, notes -> notes.deployed(release, commit, deployedBy, at));
  }

  @Override
  public void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter) {
    change(agent, version, notes -> notes.rightAnswer(at, knownGoodAfter));
  }

  @Override
  public void wrongAnswer(String agent, String version, Instant at) {
    change(agent, version, notes -> notes.wrongAnswer(at));
  }

  @Override
  public synchronized List<VersionNotes> list(String agent) {
    return documents.getOrDefault(agent, Map.of()).values().stream()
        .map(json -> VersionNotes.parse(Json.object(json)))
        .sorted(
            Comparator.comparingLong((VersionNotes notes) -> number(notes.version())).reversed())
        .limit(MOST_LISTED)
        .toList();
  }

  private synchronized void change(
      String agent, String version, UnaryOperator<VersionNotes> change) {
    Map<String, String> ofAgent = documents.computeIfAbsent(agent, name -> new TreeMap<>());
    VersionNotes before =
        Optional.ofNullable(ofAgent.get(version))
            .map(json -> VersionNotes.parse(Json.object(json)))
            .orElse(VersionNotes.of(version));
    ofAgent.put(version, Json.write(change.apply(before).toDocument()));
  }

  private static long number(String version) {
    return Long.parseLong(version);
  }
}
