package com.vitracka.responder.incident;

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
 * @param until no answer is taken after it; then {@code silence} says what happens
 * @param state what became of it
 * @param by who answered, empty while nobody has; also of one that was approved and then withdrawn
 * @param endedAt when it was answered or withdrawn
 */
public record Proposal(
    String hash,
    List<Step> steps,
    Instant at,
    Instant until,
    Silence silence,
    State state,
    String by,
    Optional<Instant> endedAt) {
  /** What it means that nobody answers in time. */
  public enum Silence {
    /** Mode {@code approve}: a person is called. */
    ESCALATES,
    /** Mode {@code auto-after}: the steps are carried out. */
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
        silence,
        State.WAITING,
        "",
        Optional.empty());
  }

  public boolean isWaiting() {
    return state == State.WAITING;
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
    return new Proposal(hash, steps, at, until, silence, next, person, Optional.of(now));
  }
}
