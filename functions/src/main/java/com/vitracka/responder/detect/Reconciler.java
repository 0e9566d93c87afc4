package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.SubjectNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares alarms, incidents and executions, so that a lost event is only a late one.
 *
 * <p>What fails for one agent or incident is told in the answer and stops no other.
 */
final class Reconciler {
  /**
   * So many alarms are taken up at a time, each of which takes some ten calls; the function has 30
   * seconds, and the next minute goes on with others. One that is part of an incident costs none.
   */
  static final int MOST_TAKEN_UP = 50;

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
    for (Incident.Resolved resolved :
        findings.attempt(
            "the ends of incidents",
            () -> store.listResolvedSince(now.minus(Tending.NEWS)),
            List.<Incident.Resolved>of())) {
      if (findings.attempt(
          "the end of " + resolved.id(), () -> tending.tellEnd(resolved, now), false)) {
        findings.started.add(resolved.id());
      }
    }
  }

  private void openMissing(List<Incident> unresolved, Instant now, Findings findings) {
    Map<Subject, Incident> taken = new HashMap<>();
    unresolved.forEach(incident -> taken.putIfAbsent(incident.file().subject(), incident));
    List<String> names =
        plan.agents().stream()
            .flatMap(agent -> Stream.of(AgentAlarm.values()).map(agent::alarm))
            .toList();
    List<Alarms.Firing> firing =
        new ArrayList<>(
            findings.attempt(
                "the alarms", () -> alarms.listFiring(names), List.<Alarms.Firing>of()));
    // Begins with others each minute, so that none is left over for ever.
    Collections.rotate(firing, turn(now, firing.size()));
    int takenUp = 0;
    int left = 0;
    for (Alarms.Firing alarm : firing) {
      Optional<Attribution.One> about = Attribution.findByName(alarm.name(), plan);
      if (about.isEmpty() || isPartOfOne(about.get(), alarm, taken, now)) {
        continue;
      }
      if (takenUp == MOST_TAKEN_UP) {
        left++;
        continue;
      }
      takenUp++;
      findings.attempt(
          alarm.name(),
          () -> openUnlessDealtWith(about.get(), alarm, taken, now, findings),
          "nothing for " + about.get().agent().name());
    }
    if (left > 0) {
      findings.failures.add(left + " alarms that fire are left for the next minutes");
    }
  }

  private static int turn(Instant now, int alarms) {
    long minute = now.getEpochSecond() / Duration.ofMinutes(1).toSeconds();
    return alarms == 0 ? 0 : Math.toIntExact(minute * MOST_TAKEN_UP % alarms);
  }

  /** Whether an incident has the alarm, of its agent or of the account; asks nobody. */
  private boolean isPartOfOne(
      Attribution.One about, Alarms.Firing alarm, Map<Subject, Incident> taken, Instant now) {
    Incident own = taken.get(new Subject.OneAgent(about.agent().name()));
    if (own != null) {
      return own instanceof Incident.Open;
    }
    return switch (taken.get(new Subject.WholeAccount())) {
      case Incident.Open open -> names(open, about.agent());
      case Incident.Escalated escalated -> {
        Instant same = escalated.escalatedAt().plus(SeveralAgents.SAME);
        yield now.isBefore(escalated.escalatedAt().plus(SeveralAgents.KNOWN_FOR))
            && !alarm.since().isAfter(same)
            && (now.isAfter(same) || names(escalated, about.agent()));
      }
      case Incident.Resolved _ -> false;
      case null -> false;
    };
  }

  /** A full one has no room for more names. */
  private static boolean names(Incident incident, Agent agent) {
    List<Signal> signals = incident.file().signals();
    return signals.size() >= IncidentStore.MOST_SIGNALS
        || signals.stream().anyMatch(signal -> agent.findAlarm(signal.name()).isPresent());
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
    Decision decision = opener.open(about.agent(), signal, now);
    if (decision instanceof Decision.Opened(String id, String _)) {
      findings.opened.add(id);
    }
    findIncident(decision)
        .flatMap(store::find)
        .filter(incident -> incident.file().subject() instanceof Subject.WholeAccount)
        .ifPresent(incident -> taken.put(incident.file().subject(), incident));
    return "compared";
  }

  private static Optional<String> findIncident(Decision decision) {
    return switch (decision) {
      case Decision.Opened(String id, String _) -> Optional.of(id);
      case Decision.Duplicate(String id, String _) -> Optional.of(id);
      default -> Optional.empty();
    };
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
    SubjectNotes notes = store.notes(subject);
    return notes.openIncident().isPresent() ? Optional.empty() : notes.lastEndedAt();
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
