package com.vitracka.responder.respond;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.notify.Acknowledgement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes what people answer to proposed changes, whichever way the answer comes (design decision
 * 12): once, in time, and for exactly the changes whose hash it names.
 */
public final class Answering {
  /** The responder itself writes an open incident every few seconds. */
  private static final int MOST_ATTEMPTS = 10;

  private final IncidentStore incidents;
  private final InstantSource clock;

  public Answering(IncidentStore incidents, InstantSource clock) {
    this.incidents = incidents;
    this.clock = clock;
  }

  /** What became of an answer. */
  public sealed interface Answer {
    /** It counts; the incident is as it was written. */
    record Taken(Incident incident) implements Answer {}

    /**
     * It does not count, and nothing was written.
     *
     * @param words what is the case instead, for people
     */
    record Refused(Why why, String words) implements Answer {}
  }

  /** Why an answer does not count. */
  public enum Why {
    /** The responder does nothing more about the incident anyway. */
    NOT_OPEN,
    /** Nothing of that hash was ever proposed, and nothing waits now. */
    NOTHING_WAITS,
    /** Other changes wait now; whoever has seen these may answer with their hash. */
    OTHER_HASH,
    EXPIRED,
    ANSWERED_BEFORE,
    /** The evidence has changed, so that these changes are not called for any more. */
    WITHDRAWN
  }

  /** Lets the responder carry out the proposed changes. */
  public Answer approve(String incident, String hash, String person) {
    return answer(
        incident,
        (open, now) ->
            onWaiting(open, hash, now, proposal -> open.with(proposal.approvedBy(person, now))));
  }

  /** Forbids the proposed changes, and so hands the incident to people. */
  public Answer reject(String incident, String hash, String person, String reason) {
    return takenOver(
        incident,
        person,
        (open, now) ->
            onWaiting(
                open,
                hash,
                now,
                proposal ->
                    open.with(proposal.rejectedBy(person, now))
                        .escalate(
                            now,
                            "rejected by "
                                + person
                                + because(reason)
                                + "; it would "
                                + Recovery.words(proposal.steps()))));
  }

  /**
   * Ends the responder's work on an open incident, whatever it is at: people take over. A change
   * that AgentCore has accepted already goes on.
   */
  public Answer stop(String incident, String person, String reason) {
    return takenOver(
        incident,
        person,
        (open, now) ->
            taken(
                open.file()
                    .findProposal()
                    .filter(Proposal::isWaiting)
                    .map(waiting -> open.with(waiting.withdrawn(now)))
                    .orElse(open)
                    .escalate(now, "stopped by " + person + because(reason))));
  }

  /** What waits for an answer now. */
  public Optional<Proposal> findWaiting(String incident) {
    return incidents.get(incident) instanceof Incident.Open open
        ? open.file().findProposal().filter(Proposal::isWaiting)
        : Optional.empty();
  }

  private interface Rule {
    Answer apply(Incident.Open open, Instant now);
  }

  private interface Writing {
    Incident apply(Proposal proposal);
  }

  /** Whoever takes the incident over knows of it: nobody else is paged for it. */
  private Answer takenOver(String incident, String person, Rule rule) {
    Answer answer = answer(incident, rule);
    if (answer instanceof Answer.Taken) {
      incidents.recordMessage(incident, Acknowledgement.by(person, clock.instant()));
    }
    return answer;
  }

  /** Judged anew when somebody else has written the incident in between. */
  private Answer answer(String id, Rule rule) {
    for (int attempt = 1; ; attempt++) {
      try {
        return switch (incidents.get(id)) {
          case Incident.Open open -> save(rule.apply(open, clock.instant()));
          case Incident.Resolved resolved ->
              new Answer.Refused(
                  Why.NOT_OPEN, "incident " + id + " is resolved, since " + resolved.resolvedAt());
          case Incident.Escalated escalated ->
              new Answer.Refused(
                  Why.NOT_OPEN,
                  "incident "
                      + id
                      + " was handed to people at "
                      + escalated.escalatedAt()
                      + ": "
                      + escalated.reason());
        };
      } catch (StaleIncidentException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Answer save(Answer answer) {
    return answer instanceof Answer.Taken(Incident incident)
        ? new Answer.Taken(incidents.save(incident))
        : answer;
  }

  private static Answer taken(Incident incident) {
    return new Answer.Taken(incident);
  }

  private static Answer onWaiting(Incident.Open open, String hash, Instant now, Writing writing) {
    Optional<Proposal> waiting = open.file().findProposal().filter(Proposal::isWaiting);
    Optional<Proposal> meant =
        open.file().proposals().stream()
            .filter(proposal -> proposal.hash().equals(hash))
            .findFirst();
    if (meant.isEmpty()) {
      return waiting
          .<Answer>map(
              other ->
                  new Answer.Refused(
                      Why.OTHER_HASH,
                      "what waits in incident " + open.id() + " has the hash " + other.hash()))
          .orElseGet(
              () ->
                  new Answer.Refused(
                      Why.NOTHING_WAITS,
                      "nothing of incident " + open.id() + " waits for an answer"));
    }
    Proposal proposal = meant.get();
    return switch (proposal.state()) {
      // As long as silence has not been taken for consent, an answer is better than silence.
      case WAITING ->
          proposal.silence() == Proposal.Silence.ACTS || now.isBefore(proposal.until())
              ? taken(writing.apply(proposal))
              : new Answer.Refused(
                  Why.EXPIRED,
                  "the time to answer ended at " + proposal.until() + ": a person is called");
      case APPROVED, REJECTED ->
          new Answer.Refused(
              Why.ANSWERED_BEFORE,
              "it was "
                  + (proposal.state() == Proposal.State.APPROVED ? "approved" : "rejected")
                  + " by "
                  + proposal.by()
                  + proposal.endedAt().map(at -> " at " + at).orElse(""));
      case WITHDRAWN ->
          new Answer.Refused(
              Why.WITHDRAWN,
              "these changes are not called for any more"
                  + waiting
                      .map(other -> "; what waits now has the hash " + other.hash())
                      .orElse(""));
    };
  }

  private static String because(String reason) {
    return reason.isBlank() ? "" : " (" + reason.strip() + ")";
  }
}
