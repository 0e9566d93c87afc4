package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we know of a version of an agent.
 *
 * @param release id of our release, empty when it was deployed past us
 * @param commit Git commit, empty when unknown
 * @param deployedBy {@code responder} for our own recoveries, else who
 */
public record VersionNotes(
    String version,
    String release,
    String commit,
    String deployedBy,
    @Nullable Instant rightSince,
    @Nullable Instant lastRight,
    @Nullable Instant knownGoodAt) {

  /** Value of {@link #deployedBy} for a version that a recovery made. */
  public static final String RESPONDER = "responder";

  /** It answered right at least once. */
  public boolean verified() {
    return lastRight != null;
  }

  /** It answered right for the plan's known-good window without an alarm. */
  public boolean knownGood() {
    return knownGoodAt != null;
  }

  public boolean ours() {
    return deployedBy.equals(RESPONDER);
  }

  public Optional<Instant> findRightSince() {
    return Optional.ofNullable(rightSince);
  }

  public int number() {
    return Integer.parseInt(version);
  }
}
