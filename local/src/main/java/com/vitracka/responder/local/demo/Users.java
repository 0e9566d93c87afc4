package com.vitracka.responder.local.demo;

import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;

/**
 * A small stream of users: a few sessions at a time, two calls a second in all.
 *
 * <p>Users come and go: a session ends after some calls, and after a failed one, and the next call
 * is a new session's. A release that does not start is seen by those first, for sessions that are
 * running keep the code that they began with.
 */
final class Users implements AutoCloseable {
  private static final int SESSIONS = 4;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);
  private static final int CALLS_OF_A_SESSION = 8;
  private static final int MOST_KEPT = 20_000;
  private static final String PAYLOAD = "{\"prompt\": \"How did my week go?\"}";

  /** One call of a user. */
  record Call(Instant startedAt, Instant endedAt, boolean right, String trouble) {
    Duration took() {
      return Duration.between(startedAt, endedAt);
    }
  }

  private final BedrockAgentCoreClient client;
  private final Agent agent;
  private final String runtimeArn;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicReferenceArray<Session> sessions = new AtomicReferenceArray<>(SESSIONS);
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  Users(BedrockAgentCoreClient client, Agent agent, String runtimeArn) {
    this.client = client;
    this.agent = agent;
    this.runtimeArn = runtimeArn;
    for (int i = 0; i < SESSIONS; i++) {
      sessions.set(i, new Session());
    }
  }

  /** One conversation; it is stopped when its user has left and its last call has ended. */
  private static final class Session {
    private final String id = "demo-user-" + UUID.randomUUID();
    private int running;
    private boolean begun;
    private boolean left;

    synchronized void begin() {
      begun = true;
      running++;
    }

    /** Whether it is to be stopped now. */
    synchronized boolean end() {
      running--;
      return left && running == 0;
    }

    /** Whether it is to be stopped now. */
    synchronized boolean leave() {
      left = true;
      return begun && running == 0;
    }
  }

  void start() {
    var _ =
        clock.scheduleAtFixedRate(
            () -> callers.execute(this::call), 0, BETWEEN_CALLS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void call() {
    int number = turn.getAndIncrement();
    int user = number % SESSIONS;
    // Not all at once: one of them every few calls.
    if (number / SESSIONS % CALLS_OF_A_SESSION == user * CALLS_OF_A_SESSION / SESSIONS) {
      leave(user, sessions.get(user));
    }
    Session session = sessions.get(user);
    session.begin();
    Instant started = Instant.now();
    String trouble = "";
    try {
      String answer =
          client
              .invokeAgentRuntimeAsBytes(
                  request ->
                      request
                          .agentRuntimeArn(runtimeArn)
                          .qualifier(agent.endpoint())
                          .runtimeSessionId(session.id)
                          .contentType("application/json")
                          .payload(SdkBytes.fromUtf8String(PAYLOAD)))
              .asUtf8String();
      if (!agent.canary().expect().isMetBy(answer)) {
        trouble = "200, but not an answer";
      }
    } catch (SdkException e) {
      trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    if (!trouble.isEmpty()) {
      leave(user, session);
    }
    if (session.end()) {
      stop(session);
    }
    if (calls.size() < MOST_KEPT) {
      calls.add(new Call(started, Instant.now(), trouble.isEmpty(), trouble));
    }
  }

  private void leave(int user, Session session) {
    sessions.compareAndSet(user, session, new Session());
    if (session.leave()) {
      stop(session);
    }
  }

  private void stop(Session session) {
    try {
      client.stopRuntimeSession(
          request ->
              request
                  .agentRuntimeArn(runtimeArn)
                  .qualifier(agent.endpoint())
                  .runtimeSessionId(session.id));
    } catch (SdkException e) {
      // It has ended by itself.
    }
  }

  boolean areServed(int lastCalls) {
    List<Call> all = ordered();
    return all.size() >= lastCalls
        && all.subList(all.size() - lastCalls, all.size()).stream().allMatch(Call::right);
  }

  Optional<Call> findLatest() {
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
  }

  /** The first failed call that started at or after this. */
  Optional<Call> findFirstFailure(Instant since) {
    return ordered().stream()
        .filter(call -> !call.right() && !call.startedAt().isBefore(since))
        .findFirst();
  }

  /** The first call that took longer than this, of those started at or after an instant. */
  Optional<Call> findFirstSlow(Instant since, Duration limit) {
    return ordered().stream()
        .filter(call -> call.took().compareTo(limit) > 0 && !call.startedAt().isBefore(since))
        .findFirst();
  }

  /**
   * How long users saw errors from an instant on: from each first failed call to the end of the
   * next right one.
   */
  Duration outage(Instant since, Instant end) {
    Duration sum = Duration.ZERO;
    Instant failing = null;
    for (Call call : ordered()) {
      if (call.startedAt().isBefore(since)) {
        continue;
      }
      if (!call.right() && failing == null) {
        failing = call.startedAt();
      } else if (call.right() && failing != null && call.startedAt().isAfter(failing)) {
        sum = sum.plus(Duration.between(failing, call.endedAt()));
        failing = null;
      }
    }
    return failing == null ? sum : sum.plus(Duration.between(failing, end));
  }

  private List<Call> ordered() {
    List<Call> all = new ArrayList<>(calls);
    all.sort(Comparator.comparing(Call::startedAt));
    return all;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    callers.shutdownNow();
  }
}
