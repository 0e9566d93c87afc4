package com.vitracka.responder.incident;

import com.vitracka.responder.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one version of an agent.
 *
 * @param version as the service numbers it
 * @param release that it was deployed from
 * @param commit of Git that it was built from
 * @param deployedBy {@link #RESPONDER}, a person or a role; empty when nobody recorded it
 * @param deployedAt when that was recorded
 * @param rightSince start of the present unbroken run of right answers
 * @param lastRight the newest right answer
 * @param knownGoodAt when it had first answered right for long enough; never taken back
 */
public record VersionNotes(
    String version,
    Optional<String> release,
    Optional<String> commit,
    String deployedBy,
    Optional<Instant> deployedAt,
    Optional<Instant> rightSince,
    Optional<Instant> lastRight,
    Optional<Instant> knownGoodAt) {

  /**
   * A run breaks when nothing was heard for longer than this: the version may not have been live.
   * The canary runs each minute.
   */
  static final Duration MOST_SILENCE = Duration.ofMinutes(5);

  /** {@link #deployedBy} of a version that a recovery made. */
  public static final String RESPONDER = "responder";

  /** Of a version that nothing is known of yet. */
  public static VersionNotes of(String version) {
    return new VersionNotes(
        version,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A recovery made it, not the team. */
  public boolean ours() {
    return deployedBy.equals(RESPONDER);
  }

  /** Its place in the order of versions. */
  public int number() {
    return Integer.parseInt(version);
  }

  /** Who deployed what; what an earlier record said of it stays. */
  public VersionNotes deployed(
      Optional<String> release, Optional<String> commit, String deployedBy, Instant at) {
    return new VersionNotes(
        version,
        this.release.or(() -> release),
        this.commit.or(() -> commit),
        this.deployedBy.isEmpty() ? deployedBy : this.deployedBy,
        deployedAt.or(() -> Optional.of(at)),
        rightSince,
        lastRight,
        knownGoodAt);
  }

  /** It answered right; a late report of an earlier answer changes nothing. */
  public VersionNotes rightAnswer(Instant at, Duration knownGoodAfter) {
    if (lastRight.filter(last -> !at.isAfter(last)).isPresent()) {
      return this;
    }
    boolean unbroken = lastRight.filter(last -> !at.isAfter(last.plus(MOST_SILENCE))).isPresent();
    Instant since = rightSince.filter(start -> unbroken).orElse(at);
    boolean longEnough = !at.isBefore(since.plus(knownGoodAfter));
    return new VersionNotes(
        version,
        release,
        commit,
        deployedBy,
        deployedAt,
        Optional.of(since),
        Optional.of(at),
        knownGoodAt.isPresent() || !longEnough ? knownGoodAt : Optional.of(at));
  }

  /** It did not answer right: the run ends. */
  public VersionNotes wrongAnswer(Instant at) {
    if (lastRight.filter(last -> at.isBefore(last)).isPresent()) {
      return this;
    }
    return new VersionNotes(
        version, release, commit, deployedBy, deployedAt, Optional.empty(), lastRight, knownGoodAt);
  }

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", version);
    release.ifPresent(value -> document.put("release", value));
    commit.ifPresent(value -> document.put("commit", value));
    document.put("deployedBy", deployedBy);
    deployedAt.ifPresent(at -> document.put("deployedAt", at.toString()));
    rightSince.ifPresent(at -> document.put("rightSince", at.toString()));
    lastRight.ifPresent(at -> document.put("lastRight", at.toString()));
    knownGoodAt.ifPresent(at -> document.put("knownGood", at.toString()));
    return document;
  }

  public static VersionNotes parse(JsonObject document) {
    return new VersionNotes(
        document.text("version"),
        document.findText("release"),
        document.findText("commit"),
        document.findText("deployedBy").orElse(""),
        document.findInstant("deployedAt"),
        document.findInstant("rightSince"),
        document.findInstant("lastRight"),
        document.findInstant("knownGood"));
  }
}
