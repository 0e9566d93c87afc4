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
 */
final class SeveralAgents {
  /** After this long an escalated incident of the account says nothing of agents that fail now. */
  private static final Duration SAME = Duration.ofMinutes(30);

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

    /** The signal belongs to the account's incident, or opens it. */
    record OfTheAccount(Signal signal) implements Part {}

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
    Signal named = named(signal, agent.alarm(alarm.get()));
    SubjectNotes account = store.notes(new Subject.WholeAccount());
    Optional<Incident> taken = account.openIncident().flatMap(store::find);
    if (taken.isPresent() && taken.get() instanceof Incident.Open) {
      return new Part.OfTheAccount(named);
    }
    boolean several = failing.note(agent.name(), signal.at(), windows.together());
    if (!several || wasSplit(account, now)) {
      return new Part.None();
    }
    return taken.isPresent()
            && taken.get() instanceof Incident.Escalated escalated
            && escalated.escalatedAt().isBefore(now.minus(SAME))
        ? new Part.OfTheNext(named, escalated)
        : new Part.OfTheAccount(named);
  }

  /** What was found to have no common cause is not put together again. */
  private static boolean wasSplit(SubjectNotes account, Instant now) {
    return account.lastEndedAt().filter(end -> end.isAfter(now.minus(SAME))).isPresent();
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

  /** By the name of the agent's own alarm, whatever alarm it was: it tells the agent. */
  private static Signal named(Signal signal, String alarm) {
    return new Signal(
        signal.path(),
        signal.trouble(),
        alarm,
        signal.at(),
        signal.receivedAt(),
        signal.text(),
        signal.commit());
  }
}
