package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.VersionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions of an agent's runtime, numbered from 1 in the order in which they were made. */
final class Versions {
  private static final int MOST_LISTED = 50;

  private final List<Version> all = new ArrayList<>();

  Version add(
      Health code,
      boolean ours,
      String token,
      int source,
      long at,
      long readyAt,
      Version.Course course) {
    Version version = new Version(all.size() + 1, code, ours, token, source, at, readyAt, course);
    all.add(version);
    return version;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int count() {
    return all.size();
  }

  Version newest() {
    return all.getLast();
  }

  Version get(int number) {
    return all.get(number - 1);
  }

  /** Made by the call with this token. */
  Optional<Version> find(String token) {
    return all.stream().filter(version -> version.token().equals(token)).findFirst();
  }

  /** The team's version whose code a version carries. */
  int codeOf(int number) {
    Version version = get(number);
    return version.ours() ? codeOf(version.source()) : number;
  }

  /**
   * What the endpoint DEFAULT leads to.
   *
   * @param lag by which it follows versions of ours
   */
  Version live(long now, long lag) {
    for (int i = all.size() - 1; i > 0; i--) {
      Version version = all.get(i);
      if (version.isReady(now - (version.ours() ? lag : 0))) {
        return version;
      }
    }
    return all.getFirst();
  }

  /** The code of these does not work any more. */
  void spoil(int first, Health code) {
    all.replaceAll(version -> version.number() >= first ? version.spoilt(code) : version);
  }

  /** As AgentCore lists them: the newest first, and not all. */
  List<VersionView> views() {
    return all.reversed().stream()
        .limit(MOST_LISTED)
        .map(
            version ->
                new VersionView(
                    Integer.toString(version.number()), Instant.ofEpochMilli(version.at())))
        .toList();
  }
}
