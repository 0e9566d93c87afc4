package com.vitracka.responder.detect;

import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says whether an agent that begins to fail is one of several, which are one incident of the
 * account (design decision 6): its cause is looked for first, and people are told once.
 *
 * <p>In a storm each of thousands of alarms asks here, so that an answer costs a few reads of fixed
 * size.
 */
final class SeveralAgents {
  /** After this long an escalated incident of the account says nothing of agents that fail now. */
  static final Duration SAME = Duration.ofMinutes(30);

  /** For so long people are told of an escalated one, and know of the agents that fail in it. */
  static final Duration KNOWN_FOR = Duration.ofHours(24);

  private final IncidentStore store;
  private final FailingAgents failing;
  private final Windows windows;

  SeveralAgents(IncidentStore store, FailingAgents failing, Windows windows) {
    this.store = store;
    this.failing = failing;
    this.windows = windows;
  }

  /** What the account's incident has to do with an agent that has none of its own. */
  sealed interface Part {
    /** Nothing: the agent fails by itself. */
    record None() implements Part {}

    /**
     * The signal belongs to the account's incident, or opens it.
     *
     * @param account as it was read for this
     */
    record OfTheAccount(Signal signal, SubjectNotes account) implements Part {}

    /** The same, and this escalated one of earlier makes room. */
    record OfTheNext(Signal signal, Incident.Escalated before) implements Part {}
  }

  /**
   * The agent is only noted as failing while the account has no open incident, whose end counts.
   */
  Part partOf(Agent agent, Signal signal, Instant now) {
    Optional<AgentAlarm> alarm = findAlarm(signal.trouble());
    if (alarm.isEmpty()) {
      return new Part.None();
    }
    // By the name of the agent's own alarm, whatever alarm it was: it tells the agent.
    Signal named = signal.withName(agent.alarm(alarm.get()));
    SubjectNotes account = store.notes(new Subject.WholeAccount());
    Optional<Incident> taken = account.openIncident().flatMap(store::findWithoutSignals);
    if (taken.isPresent() && taken.get() instanceof Incident.Open) {
      return new Part.OfTheAccount(named, account);
    }
    int together = failing.note(agent.name(), signal.at(), windows.together());
    Optional<Instant> split = account.lastEndedAt().filter(end -> end.isAfter(now.minus(SAME)));
    if (together < FailingAgents.SEVERAL || (split.isPresent() && together < FailingAgents.MANY)) {
      // What was found to have no common cause is not put together again, unless many follow.
      return new Part.None();
    }
    if (taken.isPresent()
        && taken.get() instanceof Incident.Escalated escalated
        && escalated.escalatedAt().isBefore(now.minus(SAME))
        && (escalated.escalatedAt().isBefore(now.minus(KNOWN_FOR))
            || !isKnown(agent, account, escalated))) {
      return new Part.OfTheNext(named, escalated);
    }
    return new Part.OfTheAccount(split.map(end -> notBefore(end, named)).orElse(named), account);
  }

  /**
   * Whether the agent failed in that incident already, and does so still: nothing new for people.
   * Of a full one nobody can tell; a person has to end it.
   */
  private boolean isKnown(Agent agent, SubjectNotes account, Incident.Escalated escalated) {
    return account.isFull()
        || store.find(escalated.id()).stream()
            .flatMap(incident -> incident.file().signals().stream())
            .anyMatch(
                signal ->
                    !signal.receivedAt().isAfter(escalated.escalatedAt().plus(SAME))
                        && agent.findAlarm(signal.name()).isPresent());
  }

  /** The incident that was split has not dealt with an agent that only now is one of many. */
  private static Signal notBefore(Instant end, Signal signal) {
    return signal.at().isAfter(end) ? signal : signal.withAt(end.plusMillis(1));
  }

  /** Alarms and canary; a deletion or failed tests are about one agent. */
  private static Optional<AgentAlarm> findAlarm(Trouble trouble) {
    return switch (trouble) {
      case ERRORS -> Optional.of(AgentAlarm.ERRORS);
      case LATENCY -> Optional.of(AgentAlarm.LATENCY);
      case THROTTLES -> Optional.of(AgentAlarm.THROTTLES);
      case CANARY_FAILED -> Optional.of(AgentAlarm.CANARY);
      case TESTS_FAILED, AGENT_DELETED, OTHER -> Optional.empty();
    };
  }
}
