package com.vitracka.responder.detect;

import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Texts;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Decides what an event means: an incident, one more sign of an open one, nothing to act on, or
 * something that a person must read.
 *
 * <p>Every event is kept: in an incident, among the recorded signals of its subject (of the whole
 * account where it names no agent of the plan), or in the quarantine.
 */
public final class Intake {
  /** A clock may be ahead by so much; beyond it the time of arrival counts. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Bytes of a signal's name, which is part of a key of the table. */
  private static final int NAME_LIMIT = 600;

  /** Agents whose canary one event asks for; the others' turn comes within the minute anyway. */
  private static final int MOST_ASKED = 10;

  private static final Subject NOBODY = new Subject.WholeAccount();

  private final Plan plan;
  private final Sources sources;
  private final IncidentStore store;
  private final CanaryOnDemand canary;
  private final InstantSource clock;
  private final Opener opener;
  private final Reconciler reconciler;

  /** {@linkplain Sources#of Awaits} the alarms of the stack's own topic in that account. */
  public Intake(
      Plan plan,
      String account,
      IncidentStore store,
      ControlStore controls,
      FailingAgents failing,
      Executions executions,
      CanaryOnDemand canary,
      Alarms alarms,
      InstantSource clock,
      RandomGenerator random) {
    this(
        plan,
        Sources.of(plan, account),
        store,
        controls,
        failing,
        executions,
        canary,
        alarms,
        clock,
        random);
  }

  /**
   * @param sources whose events are acted on
   * @param random for the ends of incidents' names
   */
  public Intake(
      Plan plan,
      Sources sources,
      IncidentStore store,
      ControlStore controls,
      FailingAgents failing,
      Executions executions,
      CanaryOnDemand canary,
      Alarms alarms,
      InstantSource clock,
      RandomGenerator random) {
    this.plan = plan;
    this.sources = sources;
    this.store = store;
    this.canary = canary;
    this.clock = clock;
    this.opener = new Opener(plan, store, controls, failing, executions, random);
    this.reconciler = new Reconciler(plan, store, alarms, opener, new Tending(store, executions));
  }

  /**
   * One decision, or one per record of an SNS event.
   *
   * <p>Only what nobody can read goes into quarantine. When a service fails, every record is tried
   * and the failure is thrown then: delivering the event again is safe, and finds the records that
   * were dealt with as duplicates.
   */
  public List<Decision> receive(String raw) {
    Instant now = clock.instant();
    List<Decision> decisions = new ArrayList<>();
    Optional<RuntimeException> failed = Optional.empty();
    for (Reading reading : EventReader.read(raw)) {
      try {
        decisions.add(decideOrKeep(reading, raw, now));
      } catch (RuntimeException e) {
        failed.ifPresent(e::addSuppressed);
        failed = Optional.of(e);
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
    return List.copyOf(decisions);
  }

  /** What an event says may be at fault; it would be so again at each delivery. */
  private Decision decideOrKeep(Reading reading, String raw, Instant now) {
    try {
      return decide(reading, now);
    } catch (MalformedJsonException | IllegalArgumentException | DateTimeException e) {
      return quarantine(
          "it could not be dealt with: " + Text.plain("" + e), raw, Origin.UNNAMED, now);
    }
  }

  private Decision decide(Reading reading, Instant now) {
    return switch (reading) {
      case Reading.Alarm alarm -> decide(alarm, now);
      case Reading.ApiCall call -> decide(call, now);
      case Reading.TestsFailed tests -> decide(tests, now);
      case Reading.CanaryFailed failure -> decide(failure, now);
      case Reading.Reconcile() -> reconciler.reconcile(now);
      case Reading.Other(Origin _, String kind, Instant at) ->
          ignore(
              NOBODY,
              signal(Path.EVENTBRIDGE, Trouble.OTHER, kind, at, now, ""),
              "the responder does not act on " + kind);
      case Reading.Unreadable(String reason, String raw, Origin claimed) ->
          quarantine(reason, raw, claimed, now);
    };
  }

  private Decision decide(Reading.Alarm alarm, Instant now) {
    Optional<String> foreign = sources.findUnknown(alarm.origin());
    if (foreign.isPresent()) {
      return ignore(NOBODY, signal(alarm, Trouble.OTHER, now), foreign.get());
    }
    return switch (Attribution.of(alarm, plan, sources.account())) {
      case Attribution.Nobody() ->
          ignore(
              NOBODY,
              signal(alarm, Trouble.OTHER, now),
              "alarm '" + alarm.name() + "' is about no agent of the plan");
      case Attribution.Several(List<Agent> agents) -> {
        String names =
            String.join(", ", agents.stream().limit(MOST_ASKED).map(Agent::name).toList())
                + (agents.size() > MOST_ASKED ? ", …" : "");
        yield ignore(
            NOBODY,
            signal(alarm, Trouble.OTHER, now),
            "alarm '" + alarm.name() + "' speaks of several agents (" + names + ")" + ask(agents));
      }
      case Attribution.One(Agent agent, Trouble trouble) ->
          decide(alarm, agent, signal(alarm, trouble, now), now);
    };
  }

  private Decision decide(Reading.Alarm alarm, Agent agent, Signal signal, Instant now) {
    return switch (alarm.state()) {
      case OK ->
          ignore(
              subject(agent),
              signal,
              "an OK is recorded and closes nothing: only right answers of the agent do");
      case INSUFFICIENT_DATA ->
          isStale(signal)
              ? ignoreStale(subject(agent), signal)
              : ignore(
                  subject(agent),
                  signal,
                  "an alarm without data is neither good nor bad" + ask(List.of(agent)));
      case ALARM -> openUnlessStale(agent, signal, now);
    };
  }

  private Decision decide(Reading.ApiCall call, Instant now) {
    Optional<Agent> agent =
        plan.agents().stream().filter(a -> a.runtimeId().equals(call.runtimeId())).findFirst();
    Signal signal =
        signal(
            Path.CLOUDTRAIL,
            call.event().equals("DeleteAgentRuntime") ? Trouble.AGENT_DELETED : Trouble.OTHER,
            call.event(),
            call.at(),
            now,
            call.event() + " by " + call.by());
    Subject subject = agent.map(Intake::subject).orElse(NOBODY);
    Optional<String> foreign = sources.findUnknown(call.origin());
    if (foreign.isPresent()) {
      return ignore(NOBODY, signal, foreign.get());
    }
    if (!call.error().isEmpty()) {
      return ignore(subject, signal, call.event() + " was refused: " + Text.plain(call.error()));
    }
    if (agent.isEmpty()) {
      return ignore(
          NOBODY,
          signal,
          call.event() + " is about no agent of the plan: " + Text.plain(call.runtimeId()));
    }
    if (!call.event().equals("DeleteAgentRuntime")) {
      return ignore(
          subject, signal, call.event() + " is recorded; a deployment by itself is no trouble");
    }
    if (!call.version().isEmpty()) {
      return ignore(subject, signal, "only version " + Text.plain(call.version()) + " was deleted");
    }
    return openUnlessStale(agent.get(), signal, now);
  }

  private Decision decide(Reading.TestsFailed tests, Instant now) {
    String text =
        "integration tests failed"
            + (tests.commit().isEmpty() ? "" : " on commit " + tests.commit())
            + (tests.failed().isEmpty() ? "" : ": " + tests.failed());
    Signal signal =
        signal(Path.PIPELINE, Trouble.TESTS_FAILED, "IntegrationTestsFailed", tests.at(), now, text)
            .withCommit(Text.plain(tests.commit()));
    Optional<String> foreign = sources.findUnknown(tests.origin());
    if (foreign.isPresent()) {
      return ignore(NOBODY, signal, foreign.get());
    }
    return openForCalled(tests.agent(), signal, now);
  }

  private Decision decide(Reading.CanaryFailed failure, Instant now) {
    String name =
        findCalled(failure.agent()).map(agent -> agent.alarm(AgentAlarm.CANARY)).orElse("canary");
    return openForCalled(
        failure.agent(),
        signal(Path.CANARY, Trouble.CANARY_FAILED, name, failure.at(), now, failure.detail()),
        now);
  }

  private Decision openForCalled(String name, Signal signal, Instant now) {
    return findCalled(name)
        .map(agent -> openUnlessStale(agent, signal, now))
        .orElseGet(
            () ->
                ignore(NOBODY, signal, "there is no agent '" + Text.plain(name) + "' in the plan"));
  }

  private Optional<Agent> findCalled(String name) {
    return plan.agents().stream().filter(agent -> agent.isCalled(name)).findFirst();
  }

  private Decision openUnlessStale(Agent agent, Signal signal, Instant now) {
    return isStale(signal) ? ignoreStale(subject(agent), signal) : opener.open(agent, signal, now);
  }

  private boolean isStale(Signal signal) {
    return signal.at().isBefore(signal.receivedAt().minus(plan.windows().staleSignal()));
  }

  private Decision ignoreStale(Subject subject, Signal signal) {
    return ignore(
        subject,
        signal,
        "stale: it is from "
            + signal.at()
            + ", more than "
            + plan.windows().staleSignal().toMinutes()
            + " minutes ago");
  }

  private Decision ignore(Subject subject, Signal signal, String reason) {
    store.recordSignal(subject, signal);
    return new Decision.Ignored(reason);
  }

  /**
   * In parts where it is too large for one item of the table: nothing of it is dropped. Nobody is
   * asked to look because of what comes from elsewhere.
   */
  private Decision quarantine(String reason, String raw, Origin claimed, Instant now) {
    List<String> parts = Text.parts(encodable(raw), EventReader.SIZE_LIMIT);
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.size() == 1 ? "" : " (part " + (i + 1) + " of " + parts.size() + ")";
      store.quarantine(now, reason + part, parts.get(i));
    }
    Optional<String> foreign = sources.findForeign(claimed);
    if (foreign.isPresent()) {
      return new Decision.Quarantined(reason + "; " + foreign.get());
    }
    List<Agent> named = plan.agents().stream().filter(agent -> isNamedIn(raw, agent)).toList();
    return new Decision.Quarantined(reason + (named.isEmpty() ? "" : ask(named)));
  }

  /** Half characters, which JSON can escape and UTF-8 cannot write, become question marks. */
  private static String encodable(String raw) {
    return new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static boolean isNamedIn(String raw, Agent agent) {
    return raw.contains(agent.runtimeId())
        || raw.contains(agent.metricName())
        || Stream.of(AgentAlarm.values()).map(agent::alarm).anyMatch(raw::contains);
  }

  /** The canary decides what the event does not tell; its own turn comes each minute anyway. */
  private String ask(List<Agent> agents) {
    StringBuilder told = new StringBuilder();
    for (Agent agent : agents.subList(0, Math.min(agents.size(), MOST_ASKED))) {
      try {
        canary.look(agent.name());
        told.append("; the canary of ").append(agent.name()).append(" looks now");
      } catch (RuntimeException e) {
        told.append("; the canary of ").append(agent.name());
        told.append(" could not be asked, and looks at its next turn: ").append(Text.plain("" + e));
      }
    }
    if (agents.size() > MOST_ASKED) {
      told.append("; the other ")
          .append(agents.size() - MOST_ASKED)
          .append(" have their next turn");
    }
    return told.toString();
  }

  private static Subject subject(Agent agent) {
    return new Subject.OneAgent(agent.name());
  }

  private static Signal signal(Reading.Alarm alarm, Trouble trouble, Instant now) {
    return signal(
        alarm.path(),
        trouble,
        alarm.name(),
        alarm.at(),
        now,
        alarm.state() + ": " + alarm.reason());
  }

  private static Signal signal(
      Path path, Trouble trouble, String name, Instant at, Instant now, String text) {
    return new Signal(
        path,
        trouble,
        Texts.cut(Text.plain(name), NAME_LIMIT),
        at.isAfter(now.plus(CLOCK_TOLERANCE)) ? now : at,
        now,
        Text.plain(text));
  }
}
