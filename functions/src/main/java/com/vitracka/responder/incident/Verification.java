package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the proof has come that the agent answers again (the plan's VERIFY phase). */
public final class Verification {
  public static final Verification NONE = new Verification(null, null, null, 0, 0);

  private final @Nullable Instant since;
  private final @Nullable Instant readyAt;
  private final @Nullable Instant rightSince;
  private final int right;
  private final int wrongInARow;

  private Verification(
      @Nullable Instant since,
      @Nullable Instant readyAt,
      @Nullable Instant rightSince,
      int right,
      int wrongInARow) {
    this.since = since;
    this.readyAt = readyAt;
    this.rightSince = rightSince;
    this.right = right;
    this.wrongInARow = wrongInARow;
  }

  public static Verification of(
      @Nullable Instant since,
      @Nullable Instant readyAt,
      @Nullable Instant rightSince,
      int right,
      int wrongInARow) {
    return new Verification(since, readyAt, rightSince, right, wrongInARow);
  }

  public static Verification startedAt(Instant now) {
    return new Verification(now, null, null, 0, 0);
  }

  public Verification ready(Instant now) {
    return readyAt != null ? this : new Verification(since, now, rightSince, right, wrongInARow);
  }

  public Verification rightAnswer(Instant now) {
    return new Verification(since, readyAt, rightSince == null ? now : rightSince, right + 1, 0);
  }

  public Verification wrongAnswer() {
    return new Verification(since, readyAt, null, right, wrongInARow + 1);
  }

  /** The window begins anew: an error was seen although the answers are right. */
  public Verification disturbed(Instant now) {
    return new Verification(since, readyAt, now, right, wrongInARow);
  }

  public Optional<Instant> findSince() {
    return Optional.ofNullable(since);
  }

  /** When the deployment was seen to be ready. */
  public Optional<Instant> findReadyAt() {
    return Optional.ofNullable(readyAt);
  }

  /** Start of the unbroken run of right answers. */
  public Optional<Instant> findRightSince() {
    return Optional.ofNullable(rightSince);
  }

  public int right() {
    return right;
  }

  public int wrongInARow() {
    return wrongInARow;
  }
}
