package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What each version of an agent was made from, and how well it answered. */
public interface AgentVersions {
  /**
   * Records who deployed a version; what an earlier record said of it stays.
   *
   * @param deployedBy an incident, a person or a role
   */
  void record(
      String agent,
      String version,
      Optional<String> release,
      Optional<String> commit,
      String deployedBy,
      Instant at);

  /**
   * The live version answered right; it is known good once it has done so without a break for that
   * long.
   */
  void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter);

  /** The live version answered wrong or not at all, or an alarm went off: its run ends. */
  void wrongAnswer(String agent, String version, Instant at);

  /** Newest version first, at most 200. */
  List<VersionNotes> list(String agent);
}
