package com.vitracka.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes that wait for people (modes {@code approve} and {@code auto-after}, design decision 12).
 *
 * <p>An answer names the hash, and so counts for exactly these steps of this incident; a proposal
 * is answered once.
 *
 * @param hash of the incident, the steps and the moment
 * @param steps tried in this order, each only when the one before did not help
 * @param until when nobody has answered by then, {@code silence} says what happens
 * @param timeToAnswer how long people have, from when they are told
 * @param state what became of it
 * @param by who answered, empty while nobody has; also of one that was approved and then withdrawn
 * @param endedAt when it was answered or withdrawn
 */
public record Proposal(
    String hash,
    List<Step> steps,
    Instant at,
    Instant until,
    Duration timeToAnswer,
    Silence silence,
    State state,
    String by,
    Optional<Instant> endedAt) {
  /** What it means that nobody answers in time. */
  public enum Silence {
    /** Mode {@code approve}: a person is called. */
    ESCALATES,
    /** Mode {@code auto-after}: the steps are carried out, if people were told of them in time. */
    ACTS
  }

  /** What became of a proposal. */
  public enum State {
    WAITING,
    APPROVED,
    REJECTED,
    /** The evidence has changed since: other steps, or none, are called for. */
    WITHDRAWN
  }

  /** Stands for the person who agreed when silence does. */
  public static final String NOBODY_OBJECTED = "nobody objected";

  private static final int HASH_LENGTH = 12;

  public static Proposal of(
      String incident, List<Step> steps, Instant at, Instant until, Silence silence) {
    return new Proposal(
        Texts.sha256(incident + "\n" + steps + "\n" + at).substring(0, HASH_LENGTH),
        List.copyOf(steps),
        at,
        until,
        Duration.between(at, until),
        silence,
        State.WAITING,
        "",
        Optional.empty());
  }

  public boolean isWaiting() {
    return state == State.WAITING;
  }

  /**
   * Whether silence has lasted so long that the steps are carried out. Who was not told did not
   * agree: a tenth of the time is left for the telling.
   *
   * @param toldAt when somebody was first told of it
   */
  public boolean isAgreedBySilence(Optional<Instant> toldAt, Instant now) {
    return silence == Silence.ACTS
        && isWaiting()
        && !now.isBefore(until)
        && toldAt
            .filter(at -> !at.isAfter(until.minus(timeToAnswer).plus(timeToAnswer.dividedBy(10))))
            .isPresent();
  }

  /** People get their whole time, although they were told late. */
  public Proposal prolonged(Instant end) {
    return new Proposal(hash, steps, at, end, timeToAnswer, silence, state, by, endedAt);
  }

  /** Whether this step may be carried out by it. */
  public boolean approves(Step step) {
    return state == State.APPROVED && steps.contains(step);
  }

  public Proposal approvedBy(String person, Instant now) {
    return answered(State.APPROVED, person, now);
  }

  public Proposal rejectedBy(String person, Instant now) {
    return answered(State.REJECTED, person, now);
  }

  /** Also of one that was approved and not begun; who approved it stays on record. */
  public Proposal withdrawn(Instant now) {
    return with(State.WITHDRAWN, by, now);
  }

  private Proposal answered(State next, String person, Instant now) {
    if (!isWaiting()) {
      throw new IllegalStateException("proposal " + hash + " was answered before: " + state);
    }
    return with(next, person, now);
  }

  private Proposal with(State next, String person, Instant now) {
    return new Proposal(
        hash, steps, at, until, timeToAnswer, silence, next, person, Optional.of(now));
  }
}
