package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the proof has come that the agent answers again (the plan's VERIFY phase). */
public final class Verification {
  public static final Verification NONE = new Verification(null, null, null, 0, 0, 0, null);

  private final @Nullable Instant since;
  private final @Nullable Instant readyAt;
  private final @Nullable Instant rightSince;
  private final int right;
  private final int wrongInARow;
  private final int brokenInARow;
  private final @Nullable String interruptedBy;

  private Verification(
      @Nullable Instant since,
      @Nullable Instant readyAt,
      @Nullable Instant rightSince,
      int right,
      int wrongInARow,
      int brokenInARow,
      @Nullable String interruptedBy) {
    this.since = since;
    this.readyAt = readyAt;
    this.rightSince = rightSince;
    this.right = right;
    this.wrongInARow = wrongInARow;
    this.brokenInARow = brokenInARow;
    this.interruptedBy = interruptedBy;
  }

  public static Verification of(
      @Nullable Instant since,
      @Nullable Instant readyAt,
      @Nullable Instant rightSince,
      int right,
      int wrongInARow,
      int brokenInARow,
      @Nullable String interruptedBy) {
    return new Verification(
        since, readyAt, rightSince, right, wrongInARow, brokenInARow, interruptedBy);
  }

  public static Verification startedAt(Instant now) {
    return new Verification(now, null, null, 0, 0, 0, null);
  }

  /** The version that was made is there; what answered right until then was another one. */
  public Verification ready(Instant now) {
    return readyAt != null
        ? this
        : new Verification(since, now, null, right, wrongInARow, brokenInARow, interruptedBy);
  }

  public Verification rightAnswer(Instant now) {
    return new Verification(
        since, readyAt, rightSince == null ? now : rightSince, right + 1, 0, 0, interruptedBy);
  }

  /**
   * Ends the run of right answers.
   *
   * @param broken whether a deployment could change it
   * @param why in words
   */
  public Verification wrongAnswer(boolean broken, String why) {
    return new Verification(
        since,
        readyAt,
        null,
        right,
        wrongInARow + 1,
        broken ? brokenInARow + 1 : 0,
        rightSince == null ? interruptedBy : why);
  }

  /**
   * The window begins anew: an error was seen although the answers are right.
   *
   * @param why in words
   */
  public Verification disturbed(Instant now, String why) {
    return new Verification(since, readyAt, now, right, wrongInARow, brokenInARow, why);
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

  /** What ended an earlier run of right answers, if one was ended. */
  public Optional<String> findInterruptedBy() {
    return Optional.ofNullable(interruptedBy);
  }

  public int right() {
    return right;
  }

  public int wrongInARow() {
    return wrongInARow;
  }

  /** Of the wrong answers in a row the last ones that a deployment could change. */
  public int brokenInARow() {
    return brokenInARow;
  }
}
