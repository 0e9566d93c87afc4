package com.vitracka.responder.detect;

import com.vitracka.responder.detect.SeveralAgents.Part;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.IncidentStore.Opening;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens incidents and starts their executions: recorded first, started after, so that a crash in
 * between leaves an open incident that the next delivery, or the reconciler, starts.
 */
final class Opener {
  private final Plan plan;
  private final IncidentStore store;
  private final Executions executions;
  private final RandomGenerator random;
  private final ControlStore controls;
  private final SeveralAgents several;
  private final Superseding superseding;

  Opener(
      Plan plan,
      IncidentStore store,
      ControlStore controls,
      FailingAgents failing,
      Executions executions,
      RandomGenerator random) {
    this.plan = plan;
    this.store = store;
    this.executions = executions;
    this.random = random;
    this.controls = controls;
    this.several = new SeveralAgents(store, failing, plan.windows());
    this.superseding = new Superseding(store);
  }

  /**
   * Opens an incident for the signal, or adds it to the one that the agent has. An escalated one,
   * which is worked on no more, makes room for a worse or different trouble. An agent that begins
   * to fail as one of several belongs to the account's incident.
   */
  Decision open(Agent agent, Signal signal, Instant now) {
    Subject subject = new Subject.OneAgent(agent.name());
    SubjectNotes notes = store.notes(subject);
    if (notes.openIncident().isEmpty()) {
      // An agent whose settings cannot be read is looked at: nothing is changed then either.
      Optional<String> silence = controls.findSilence(agent.name(), now);
      if (silence.isPresent()) {
        store.recordSignal(subject, signal);
        return new Decision.Ignored(silence.get());
      }
      if (!notes.isLate(signal)) {
        switch (several.partOf(agent, signal, now)) {
          case Part.None() -> {}
          case Part.OfTheAccount(Signal named, SubjectNotes account) -> {
            return openFor(account, named, now);
          }
          case Part.OfTheNext(Signal named, Incident.Escalated before) -> {
            return openNext(before, named, now);
          }
        }
      }
    }
    return openFor(notes, signal, now);
  }

  private Decision openFor(SubjectNotes notes, Signal signal, Instant now) {
    Subject subject = notes.subject();
    return switch (opening(notes, signal, now)) {
      case Opening.Opened opened -> opened(signal, opened);
      case Opening.AlreadyOpen already ->
          findSuperseded(subject, already.incident(), signal)
              .map(escalated -> openNext(escalated, signal, now))
              .orElseGet(() -> duplicate(subject, already));
      case Opening.Late(String incident) -> late(subject, signal, incident);
    };
  }

  boolean isWorseOrDifferent(Incident.Escalated escalated, Signal signal) {
    return superseding.isWorseOrDifferent(escalated, signal);
  }

  private Opening opening(SubjectNotes notes, Signal signal, Instant now) {
    return store.open(
        notes,
        signal,
        IncidentIds.next(now, words(notes.subject()), random),
        now.minus(plan.budgets().recoveriesWithin()));
  }

  private Decision opened(Signal signal, Opening.Opened opened) {
    Incident.Open incident = opened.incident();
    return new Decision.Opened(
        incident.id(),
        signal.trouble()
            + " of "
            + words(incident.file().subject())
            + failed(startAndNote(incident.file().subject(), incident.id())));
  }

  private Decision duplicate(Subject subject, Opening.AlreadyOpen already) {
    return new Decision.Duplicate(
        already.incident(),
        words(subject)
            + " has an incident already"
            + failed(already.started() ? List.of() : startIfOpen(subject, already.incident())));
  }

  private static String words(Subject subject) {
    return switch (subject) {
      case Subject.OneAgent(String agent) -> agent;
      case Subject.WholeAccount() -> "account";
    };
  }

  private Decision late(Subject subject, Signal signal, String incident) {
    store.recordSignal(subject, signal);
    return new Decision.Ignored(
        "its trouble is from before the end of " + incident + ", which dealt with it");
  }

  private Optional<Incident.Escalated> findSuperseded(
      Subject subject, String incident, Signal signal) {
    if (subject instanceof Subject.WholeAccount) {
      return Optional.empty();
    }
    return store
        .findWithoutSignals(incident)
        .filter(Incident.Escalated.class::isInstance)
        .flatMap(escalated -> store.find(incident))
        .filter(Incident.Escalated.class::isInstance)
        .map(Incident.Escalated.class::cast)
        .filter(escalated -> superseding.isWorseOrDifferent(escalated, signal));
  }

  /**
   * The old one ends right before the trouble of the new one, so that the same signal, delivered
   * again after a crash in between, is not late and opens the new one.
   */
  private Decision openNext(Incident.Escalated escalated, Signal signal, Instant now) {
    Instant ended =
        signal.at().isAfter(escalated.escalatedAt())
            ? signal.at().minusMillis(1)
            : escalated.escalatedAt();
    try {
      store.save(escalated.supersede(ended));
    } catch (StaleIncidentException e) {
      // Another delivery, a person or the agent itself ended it in this moment: what is true now
      // decides.
    }
    Signal first = signal.at().isAfter(ended) ? signal : signal.withAt(ended.plusMillis(1));
    Subject subject = escalated.file().subject();
    return switch (opening(store.notes(subject), first, now)) {
      case Opening.Opened opened -> opened(first, opened);
      case Opening.AlreadyOpen already -> duplicate(subject, already);
      case Opening.Late(String incident) -> late(subject, first, incident);
    };
  }

  private List<String> startIfOpen(Subject subject, String incident) {
    return store.findWithoutSignals(incident).filter(Incident.Open.class::isInstance).isPresent()
        ? startAndNote(subject, incident)
        : List.of();
  }

  /** Once both have been started the next signals leave it at that; the reconciler does not. */
  private List<String> startAndNote(Subject subject, String incident) {
    List<String> failures = start(incident).failures();
    if (failures.isEmpty()) {
      try {
        store.noteStarted(subject, incident);
      } catch (RuntimeException e) {
        return List.of(
            "that " + incident + " is started could not be noted: " + Text.plain("" + e));
      }
    }
    return failures;
  }

  /** What starting an incident's executions came to. */
  record Starts(boolean anyNew, List<String> failures) {}

  /** Starts both; one that fails does not keep the other from starting. */
  Starts start(String incident) {
    boolean anyNew = false;
    List<String> failures = new ArrayList<>();
    for (Executions.Machine machine : Executions.Machine.values()) {
      try {
        anyNew |= executions.start(machine, incident) == Executions.Start.STARTED;
      } catch (RuntimeException e) {
        // The incident is recorded, so the reconciler starts it within a minute.
        failures.add(machine + " of " + incident + " could not be started: " + Text.plain("" + e));
      }
    }
    return new Starts(anyNew, failures);
  }

  private static String failed(List<String> failures) {
    return failures.isEmpty()
        ? ""
        : "; " + String.join("; ", failures) + "; the reconciler tries again each minute";
  }
}
