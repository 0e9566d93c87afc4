package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.VersionNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of versions, as a process reaches it. */
final class CalledVersions implements AgentVersions {
  private final FunctionProcess process;
  private final AgentVersions versions;

  CalledVersions(FunctionProcess process) {
    this.process = process;
    this.versions = process.world().versions();
  }

  @Override
  public void record(
      String agent,
      String version,
      Optional<String> release,
      Optional<String> commit,
      String deployedBy,
      Instant at) {
    process.run(
        Point.NOTE_DEPLOYMENT,
        () -> versions.record(agent, version, release, commit, deployedBy, at));
  }

  @Override
  public void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter) {
    process.run(
        Point.NOTE_RIGHT_ANSWER, () -> versions.rightAnswer(agent, version, at, knownGoodAfter));
  }

  @Override
  public void wrongAnswer(String agent, String version, Instant at) {
    process.run(Point.NOTE_WRONG_ANSWER, () -> versions.wrongAnswer(agent, version, at));
  }

  @Override
  public List<VersionNotes> list(String agent) {
    return process.call(Point.LIST_VERSION_NOTES, () -> versions.list(agent));
  }
}
