package com.vitracka.responder.incident;

import com.vitracka.responder.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Versions in memory, for tests and the simulation; each write goes through JSON and back. */
public final class InMemoryAgentVersions implements AgentVersions {
  private static final int MOST_LISTED = 200;

  private final UnaryOperator<VersionNotes> asWritten;
  private final Map<String, Map<Long, VersionNotes>> notes = new HashMap<>();

  public InMemoryAgentVersions() {
    this(written -> VersionNotes.parse(Json.object(Json.write(written.toDocument()))));
  }

  private InMemoryAgentVersions(UnaryOperator<VersionNotes> asWritten) {
    this.asWritten = asWritten;
  }

  /** One without the way through JSON, which takes most of a simulated incident's time. */
  public static InMemoryAgentVersions withoutJson() {
    return new InMemoryAgentVersions(UnaryOperator.identity());
  }

  @Override
  public void record(
      String agent,
      String version,
      Optional<String> release,
      Optional<String> commit,
      String deployedBy,
      Instant at) {
    change(agent, version, before -> before.deployed(release, commit, deployedBy, at));
  }

  @Override
  public void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter) {
    change(agent, version, before -> before.rightAnswer(at, knownGoodAfter));
  }

  @Override
  public void wrongAnswer(String agent, String version, Instant at) {
    change(agent, version, before -> before.wrongAnswer(at));
  }

  @Override
  public synchronized List<VersionNotes> list(String agent) {
    return ofAgent(agent).values().stream().limit(MOST_LISTED).toList();
  }

  private synchronized void change(
      String agent, String version, UnaryOperator<VersionNotes> change) {
    Map<Long, VersionNotes> ofAgent = ofAgent(agent);
    Long number = Long.valueOf(version);
    VersionNotes before =
        Optional.ofNullable(ofAgent.get(number)).orElseGet(() -> VersionNotes.of(version));
    ofAgent.put(number, asWritten.apply(change.apply(before)));
  }

  /** Newest version first. */
  private Map<Long, VersionNotes> ofAgent(String agent) {
    return notes.computeIfAbsent(agent, _ -> new TreeMap<>(Comparator.reverseOrder()));
  }
}
