package com.vitracka.responder.local.demo;

import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at the incident table, the state machines, AgentCore and the users, and tells what is new.
 */
final class Watch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final int MOST_INCIDENTS = 20;

  private final IncidentStore store;
  private final Machines machines;
  private final AgentCoreWatch agentCore;
  private final IncidentLines lines;
  private final Users users;
  private final Agent agent;
  private final Timeline timeline;
  private final Instant since;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile List<Incident> incidents = List.of();
  private boolean usersServed = true;

  Watch(
      IncidentStore store,
      Machines machines,
      AgentCoreWatch agentCore,
      Users users,
      Agent agent,
      Timeline timeline) {
    this.store = store;
    this.machines = machines;
    this.agentCore = agentCore;
    this.lines = new IncidentLines(store, machines, timeline);
    this.users = users;
    this.agent = agent;
    this.timeline = timeline;
    this.since = Instant.now();
  }

  void start() {
    var _ = clock.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The agent's incidents since the demo began, oldest first. */
  List<Incident> incidents() {
    return incidents;
  }

  List<Message> messages(Incident incident) {
    return store.listMessages(incident.id());
  }

  boolean isResolutionTold(Incident incident) {
    return messages(incident).stream()
        .anyMatch(
            message ->
                message.kind().equals("resolution") && message.state() == Message.State.SENT);
  }

  boolean hasRecoveryEnded(Incident incident) {
    return machines.hasRecoveryEnded(incident);
  }

  AgentCoreWatch agentCore() {
    return agentCore;
  }

  /** Runs on one thread; a look that fails is told once and tried again. */
  private void look() {
    try {
      List<Incident> found =
          store.listOf(new Subject.OneAgent(agent.name()), MOST_INCIDENTS).stream()
              .filter(incident -> !incident.file().openedAt().isBefore(since))
              .sorted(Comparator.comparing(incident -> incident.file().openedAt()))
              .toList();
      timeline.together(
          () -> {
            lookAtUsers();
            agentCore.look();
            found.forEach(lines::tell);
          });
      // After the telling, so that who waits for the end has read how it came.
      incidents = found;
    } catch (AbortedException e) {
      // The demo is over, and its last line is the result.
      Thread.currentThread().interrupt();
    } catch (SdkException | Failure e) {
      timeline.tellOnce(
          "watch/" + e.getClass(), Instant.now(), "demo", "could not look: " + e.getMessage());
    } catch (RuntimeException e) {
      timeline.tellOnce("watch/" + e, Instant.now(), "demo", "could not look: " + e);
    }
  }

  private void lookAtUsers() {
    Optional<Users.Call> latest = users.findLatest();
    if (latest.isEmpty()) {
      return;
    }
    Users.Call call = latest.get();
    if (usersServed && !call.right()) {
      usersServed = false;
      timeline.tell(call.endedAt(), "users", "see errors: " + shortened(call.trouble()));
    } else if (!usersServed && users.areServed(8)) {
      usersServed = true;
      timeline.tell(call.endedAt(), "users", "get right answers again");
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 110 ? line.substring(0, 109) + "…" : line;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
