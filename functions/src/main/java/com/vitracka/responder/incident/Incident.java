package com.vitracka.responder.incident;

import java.time.Instant;

/** An incident in one of its states; what may be done to it depends on the state. */
public sealed interface Incident {
  CaseFile file();

  default String id() {
    return file().id();
  }

  /** As records and commands write it: {@code OPEN}, {@code RESOLVED} or {@code ESCALATED}. */
  default String state() {
    return switch (this) {
      case Open _ -> "OPEN";
      case Resolved _ -> "RESOLVED";
      case Escalated _ -> "ESCALATED";
    };
  }

  /** Since when it is in its state. */
  default Instant since() {
    return switch (this) {
      case Open open -> open.file().openedAt();
      case Resolved resolved -> resolved.resolvedAt();
      case Escalated escalated -> escalated.escalatedAt();
    };
  }

  /** Being worked on by the responder. */
  record Open(CaseFile file) implements Incident {
    public Open with(Assessment assessment) {
      return new Open(file.with(assessment));
    }

    public Open with(StepRecord step) {
      return new Open(file.with(step));
    }

    public Open with(Proposal proposal) {
      return new Open(file.with(proposal));
    }

    public Open with(Verification verification) {
      return new Open(file.with(verification));
    }

    /** Adds a step, not begun. */
    public Open decided(Step step, Instant now) {
      return with(new StepRecord(file.steps().size() + 1, step, now, new StepState.Pending()));
    }

    public Resolved resolve(Instant now, String resolution) {
      return new Resolved(file, now, resolution);
    }

    public Escalated escalate(Instant now, String reason) {
      return new Escalated(file, now, reason);
    }

    /** One incident of the account makes room for one of each agent. */
    public Resolved split(Instant now) {
      return resolve(now, Resolved.SPLIT);
    }
  }

  /**
   * The agent was seen to answer for the whole stability window, or a person or the next incident
   * has ended it.
   *
   * @param resolution what helped, in words for people
   */
  record Resolved(CaseFile file, Instant resolvedAt, String resolution) implements Incident {
    private static final String SUPERSEDED =
        "superseded by a worse or different trouble; see the next incident";

    private static final String SPLIT =
        "superseded by an incident of each agent: no common cause was found";

    /** Ended by its successor: nothing was seen to answer, and nothing was recovered. */
    public boolean isSuperseded() {
      return resolution.equals(SUPERSEDED) || isSplit();
    }

    /** Ended because several agents that failed at once have no cause in common. */
    public boolean isSplit() {
      return resolution.equals(SPLIT);
    }
  }

  /**
   * Handed to people: the responder does nothing more about it, and keeps its subject taken.
   *
   * @param reason why, in words for people
   */
  record Escalated(CaseFile file, Instant escalatedAt, String reason) implements Incident {
    /** A person, or the agent itself, has ended it. */
    public Resolved resolve(Instant now, String resolution) {
      return new Resolved(file, now, resolution);
    }

    /** Another trouble of the same subject has begun, of which the responder knows more to do. */
    public Resolved supersede(Instant at) {
      return resolve(at, Resolved.SUPERSEDED);
    }
  }

  /** The same state with another file. */
  default Incident withFile(CaseFile file) {
    return switch (this) {
      case Open open -> new Open(file);
      case Resolved r -> new Resolved(file, r.resolvedAt(), r.resolution());
      case Escalated e -> new Escalated(file, e.escalatedAt(), e.reason());
    };
  }
}
