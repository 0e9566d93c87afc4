package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares alarms, incidents and executions, so that a lost event is only a late one.
 *
 * <p>What fails for one agent or incident is told in the answer and stops no other.
 */
final class Reconciler {
  /** The last that ended, and the one that may have superseded it. */
  private static final int NEWEST = 2;

  private final Plan plan;
  private final IncidentStore store;
  private final Alarms alarms;
  private final Opener opener;
  private final Tending tending;

  Reconciler(Plan plan, IncidentStore store, Alarms alarms, Opener opener, Tending tending) {
    this.plan = plan;
    this.store = store;
    this.alarms = alarms;
    this.opener = opener;
    this.tending = tending;
  }

  Decision.Reconciled reconcile(Instant now) {
    Findings findings = new Findings();
    List<Incident> unresolved = findings.attempt("the incidents", store::listUnresolved, List.of());
    startMissing(unresolved, findings);
    tend(unresolved, now, findings);
    tellEnds(now, findings);
    openMissing(unresolved, now, findings);
    return findings.toDecision();
  }

  private void startMissing(List<Incident> unresolved, Findings findings) {
    for (Incident incident : unresolved) {
      if (incident instanceof Incident.Open) {
        Opener.Starts starts = opener.start(incident.id());
        if (starts.anyNew()) {
          findings.started.add(incident.id());
        }
        findings.failures.addAll(starts.failures());
      }
    }
  }

  private void tend(List<Incident> unresolved, Instant now, Findings findings) {
    for (Incident incident : unresolved) {
      String id = incident.id();
      if (incident instanceof Incident.Open
          && findings.attempt(
              "the recovery of " + id, () -> tending.escalateIfAbandoned(id, now), false)) {
        findings.started.add(id + " (escalated: its recovery had ended)");
      }
      if (findings.attempt("Inform of " + id, () -> tending.informOn(incident, now), false)) {
        findings.started.add(id);
      }
    }
  }

  private void tellEnds(Instant now, Findings findings) {
    for (Agent agent : plan.agents()) {
      Subject subject = new Subject.OneAgent(agent.name());
      for (Incident incident :
          findings.attempt(
              "the ends of " + agent.name(),
              () -> store.listOf(subject, NEWEST),
              List.<Incident>of())) {
        if (incident instanceof Incident.Resolved resolved
            && findings.attempt(
                "the end of " + incident.id(), () -> tending.tellEnd(resolved, now), false)) {
          findings.started.add(incident.id());
        }
      }
    }
  }

  private void openMissing(List<Incident> unresolved, Instant now, Findings findings) {
    Map<Subject, Incident> taken =
        unresolved.stream()
            .collect(
                Collectors.toMap(
                    incident -> incident.file().subject(), incident -> incident, (one, _) -> one));
    List<String> names =
        plan.agents().stream()
            .flatMap(agent -> Stream.of(AgentAlarm.values()).map(agent::alarm))
            .toList();
    for (Alarms.Firing firing :
        findings.attempt("the alarms", () -> alarms.listFiring(names), List.<Alarms.Firing>of())) {
      Optional<Attribution.One> about = Attribution.findByName(firing.name(), plan);
      if (about.isPresent()) {
        Agent agent = about.get().agent();
        findings.attempt(
            firing.name(),
            () -> openUnlessDealtWith(about.get(), firing, taken, now, findings),
            "nothing for " + agent.name());
      }
    }
  }

  /**
   * No age is too great here: the alarm fires now, whenever it began; only one that was dealt with
   * is left alone, and for a while only.
   */
  private String openUnlessDealtWith(
      Attribution.One about,
      Alarms.Firing firing,
      Map<Subject, Incident> taken,
      Instant now,
      Findings findings) {
    Subject subject = new Subject.OneAgent(about.agent().name());
    Instant at =
        lastsBeyond(subject, firing, now) || firing.since().isAfter(now) ? now : firing.since();
    Signal signal =
        new Signal(
            Signal.Path.RECONCILER,
            about.trouble(),
            firing.name(),
            at,
            now,
            Text.plain(firing.reason()));
    boolean known =
        Optional.ofNullable(taken.get(subject))
            .map(incident -> isPartOf(incident, signal))
            .orElseGet(() -> isDealtWith(subject, signal.at()));
    if (known) {
      return "left alone";
    }
    if (opener.open(about.agent(), signal, now) instanceof Decision.Opened(String id, String _)) {
      findings.opened.add(id);
    }
    return "compared";
  }

  /** An escalated incident is no reason to leave an alarm alone: its trouble may be another. */
  private boolean isPartOf(Incident incident, Signal signal) {
    return !(incident instanceof Incident.Escalated escalated
        && opener.isWorseOrDifferent(escalated, signal));
  }

  private boolean isDealtWith(Subject subject, Instant at) {
    return findLastEnd(subject).filter(end -> !at.isAfter(end)).isPresent();
  }

  /**
   * Whether an alarm from before the last incident's end still fires when it should long have gone
   * back: after the agent was well for the window, and two more of the alarm's periods. Then it
   * fires for a trouble of now.
   */
  private boolean lastsBeyond(Subject subject, Alarms.Firing firing, Instant now) {
    Duration patience =
        plan.windows().stability().plus(plan.windows().alarmPeriod().multipliedBy(2));
    return findLastEnd(subject)
        .filter(end -> !firing.since().isAfter(end))
        .filter(end -> !now.isBefore(end.plus(patience)))
        .isPresent();
  }

  /** Empty while the newest incident goes on, too. */
  private Optional<Instant> findLastEnd(Subject subject) {
    return store.listOf(subject, 1).stream()
        .filter(Incident.Resolved.class::isInstance)
        .map(Incident.Resolved.class::cast)
        .map(Incident.Resolved::resolvedAt)
        .findFirst();
  }

  /** Collects what was mended and what failed. */
  private static final class Findings {
    private final List<String> opened = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    <T> T attempt(String what, java.util.function.Supplier<T> work, T otherwise) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        // Told in the answer, which the handler logs; the next minute compares again.
        failures.add(what + ": " + Text.plain("" + e));
        return otherwise;
      }
    }

    Decision.Reconciled toDecision() {
      return new Decision.Reconciled(
          List.copyOf(opened), List.copyOf(started), List.copyOf(failures));
    }
  }
}
