package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What we know of the versions of each agent: release, commit, and how it answered. */
public interface AgentVersions {
  /**
   * Notes who deployed a version and from which release; keeps how it answered.
   *
   * @param release id, empty when unknown
   * @param commit Git commit, empty when unknown
   */
  void deployed(
      String agent, String version, String release, String commit, String deployedBy, Instant at);

  /**
   * The version answered right; after an unbroken run of {@code knownGoodAfter} it is known good.
   */
  void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter);

  /** The version failed: its run of right answers ends; what is known good stays so. */
  void wrongAnswer(String agent, String version, Instant at);

  /** Newest version first, at most 100. */
  List<VersionNotes> list(String agent);
}
