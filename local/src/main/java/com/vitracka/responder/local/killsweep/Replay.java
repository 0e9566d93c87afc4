package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.demo.Waiting;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.SeverityRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Plays one story on one agent, with a blow in it, until the agent answers again. */
final class Replay {
  /** When all deliveries of an event have died, the canary's next turn finds the agent. */
  private static final Duration OPENED = Duration.ofSeconds(90);

  private static final Duration ENDED = Duration.ofMinutes(3);
  private static final Duration RECOVERY_ENDED = Duration.ofSeconds(60);

  /** A message whose sender died is sent again after two minutes. */
  private static final Duration TOLD = Duration.ofMinutes(5);

  private static final Duration MENDED = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);

  /** AgentCore tells of its API calls after twenty seconds here, and the event takes its way. */
  private static final Duration LATE_EVENTS = Duration.ofSeconds(40);

  private final Ground ground;
  private final Semaphore room;
  private final List<String> troubles = new ArrayList<>();

  /**
   * Creates it.
   *
   * @param room for incidents that are worked on at the same time
   */
  Replay(Ground ground, Semaphore room) {
    this.ground = ground;
    this.room = room;
  }

  Happened play(Story story, Blow blow, Patient patient) {
    room.acquireUninterruptibly();
    boolean inRoom = true;
    Instant begun = Instant.now();
    int mark = ground.crashes().mark();
    List<Integer> crashes = ground.crashes().arm(blow, patient.name());
    Optional<String> incident = Optional.empty();
    try {
      patient.breakAs(story);
      patient.lookSoon();
      incident = awaitIncident(patient, begun);
      if (incident.isPresent()) {
        patient.alarm();
        awaitEnd(incident.get());
        room.release();
        inRoom = false;
        if (story.isHandedToPeople()) {
          awaitTold(incident.get());
          patient.mend();
          awaitMended(patient, incident.get());
        }
      }
      if (!Waiting.until(patient::answersRight, MENDED)) {
        troubles.add("the agent does not answer right");
      }
    } finally {
      if (inRoom) {
        room.release();
      }
    }
    if (incident.isPresent() && isOfLateEvent(blow)) {
      Waiting.until(() -> !ground.crashes().find(crashes).isEmpty(), LATE_EVENTS);
    }
    if (incident.isEmpty() || !isTiedToIncident(blow)) {
      ground.crashes().withdraw(crashes);
    }
    Instant answering = Instant.now();
    return new Happened(
        story,
        blow,
        patient,
        begun,
        answering,
        mark,
        incident,
        ground.incidentsOf(patient.name(), begun).size(),
        crashes,
        List.copyOf(troubles));
  }

  /** Otherwise it would wait for the agent's next incident. */
  private static boolean isTiedToIncident(Blow blow) {
    return blow instanceof Blow.At(CrashPoint point)
        && !point.effect().function().endsWith("-intake")
        && !point.effect().verb().equals("canary");
  }

  /** AgentCore's own events come when the incident may be over. */
  private static boolean isOfLateEvent(Blow blow) {
    return blow instanceof Blow.At(CrashPoint point)
        && point.effect().function().endsWith("-intake")
        && point.effect().verb().equals("event");
  }

  private Optional<String> awaitIncident(Patient patient, Instant begun) {
    boolean opened =
        Waiting.until(() -> !ground.incidentsOf(patient.name(), begun).isEmpty(), OPENED);
    if (!opened) {
      troubles.add("no incident was opened within " + OPENED.toSeconds() + " s");
      return Optional.empty();
    }
    return Optional.of(ground.incidentsOf(patient.name(), begun).getLast().id());
  }

  private void awaitEnd(String incident) {
    if (!Waiting.until(() -> !(ground.incidents().get(incident) instanceof Incident.Open), ENDED)) {
      troubles.add("it did not end within " + ENDED.toSeconds() + " s");
    } else if (!Waiting.until(
        () -> ground.hasEnded(ground.deployment().recovery(), incident), RECOVERY_ENDED)) {
      troubles.add("its Recovery did not end");
    }
  }

  private void awaitTold(String incident) {
    SeverityRule rule = ground.plan().rule(Severity.P1);
    int expected = rule.tell().size() * rule.by().size();
    boolean told =
        Waiting.until(
            () ->
                ground.incidents().listMessages(incident).stream()
                        .filter(message -> message.kind().equals("escalation"))
                        .filter(message -> message.state() == Message.State.SENT)
                        .count()
                    >= expected,
            TOLD);
    if (!told) {
      troubles.add("not everybody was told of the escalation");
    }
  }

  private void awaitMended(Patient patient, String incident) {
    Instant end = Instant.now().plus(MENDED);
    while (!(ground.incidents().get(incident) instanceof Incident.Resolved)) {
      if (Instant.now().isAfter(end)) {
        troubles.add("it was not closed after its agent was mended");
        return;
      }
      patient.answersRight();
      LocalAws.pause(BETWEEN_LOOKS);
    }
  }
}
