package com.vitracka.responder.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where incidents are kept. Every write is conditional; a failed condition is an answer, not an
 * error.
 */
public interface IncidentStore {
  /** More signals of one incident are kept with its subject instead. */
  int MOST_SIGNALS = 200;

  /** More of a text that could not be read is cut off. */
  int MOST_QUARANTINED_BYTES = 256 * 1024;

  Comparator<Signal> IN_ORDER_OF_ARRIVAL =
      Comparator.comparing(Signal::receivedAt).thenComparing(Signal::key);

  /** What became of a signal that asks for an incident. */
  sealed interface Opening {
    /** A new incident; this signal is its first. */
    record Opened(Incident.Open incident) implements Opening {}

    /**
     * The subject has an open or escalated incident; the signal was added to it.
     *
     * @param started whether {@link #noteStarted} was called for it
     */
    record AlreadyOpen(String incident, boolean started) implements Opening {}

    /** The trouble was noticed before the subject's last incident ended. */
    record Late(String incident) implements Opening {}
  }

  /**
   * Opens an incident unless the subject has one, in one transaction. What a signal of an incident
   * costs does not grow with the number of its signals.
   *
   * <p>The same signal again gives {@link Opening.AlreadyOpen}, or {@link Opening.Late} once the
   * incident has ended.
   *
   * @param signal becomes the first of the new incident, or one more of the open one
   * @param id for the new incident
   * @param recoveriesSince recoveries that ended after this are put into the record, for the budget
   */
  Opening open(Subject subject, Signal signal, String id, Instant recoveriesSince);

  /**
   * The same for who has just read what is remembered of the subject: where an incident has taken
   * it, it need not be read again.
   */
  default Opening open(SubjectNotes seen, Signal signal, String id, Instant recoveriesSince) {
    return open(seen.subject(), signal, id, recoveriesSince);
  }

  /**
   * Remembers that the incident's executions were started, so that not each signal of a storm tries
   * to start them again. Without effect when the incident has ended.
   */
  void noteStarted(Subject subject, String incident);

  /** What is remembered of the subject: whether an incident has taken it, and its last one. */
  SubjectNotes notes(Subject subject);

  /** The incident without its signals, of which there may be many: for who asks how it stands. */
  default Optional<Incident> findWithoutSignals(String id) {
    return find(id).map(found -> found.withFile(found.file().withSignals(List.of())));
  }

  /** The incident with its signals. */
  Optional<Incident> find(String id);

  default Incident get(String id) {
    return find(id)
        .orElseThrow(
            () -> new UnknownIncidentException("there is no incident '" + id + "' in the table"));
  }

  /**
   * Writes the incident if nobody else has since it was read; frees the subject when it is
   * resolved.
   *
   * @return the incident with its new revision
   * @throws StaleIncidentException when somebody else has written it
   */
  <T extends Incident> T save(T incident);

  /** Open and escalated incidents, oldest first, at most 100. */
  List<Incident> listUnresolved();

  /** Incidents that were resolved since a moment, oldest first, without signals, at most 100. */
  List<Incident.Resolved> listResolvedSince(Instant since);

  /** The subject's incidents, newest first. */
  List<Incident> listOf(Subject subject, int most);

  /**
   * Takes the right to send a message: true for the first who asks, and for one who asks when an
   * earlier attempt is still SENDING and older than {@code abandonedBefore}.
   */
  boolean claimMessage(String incident, Message sending, Instant abandonedBefore);

  /** Writes what became of a claimed message. */
  void recordMessage(String incident, Message message);

  List<Message> listMessages(String incident);

  /**
   * Keeps something that could not be read; 90 days, at most {@value #MOST_QUARANTINED_BYTES} bytes
   * of it.
   */
  void quarantine(Instant at, String reason, String raw);

  /** Keeps a signal that opens nothing (an OK, an old one). */
  void recordSignal(Subject subject, Signal signal);
}
