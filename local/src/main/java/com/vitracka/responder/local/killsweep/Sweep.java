package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.killsweep.Judge.Verdict;
import com.vitracka.responder.local.killsweep.Points.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Plays many stories on several agents at once, and judges each when what goes on by itself is
 * over.
 *
 * <p>Each agent plays one after the other. Only a few incidents are worked on at a time, for the
 * machine has room for no more; the others wait for people, or for a message that is sent again.
 */
final class Sweep {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final int MOST_TRIES = 4;

  private final Ground ground;
  private final List<Patient> coaches;
  private final List<Patient> guides;
  private final Semaphore room;
  private final Judge judge;

  /**
   * Creates it.
   *
   * @param coaches agents whose users call DEFAULT
   * @param guides agents whose users call a named endpoint
   * @param atOnce how many incidents are worked on at the same time
   */
  Sweep(Ground ground, List<Patient> coaches, List<Patient> guides, int atOnce) {
    this.ground = ground;
    this.coaches = coaches;
    this.guides = guides;
    this.room = new Semaphore(atOnce, true);
    this.judge = new Judge(ground);
  }

  /** One that was played and judged. */
  record Played(Planned planned, Happened happened, Verdict verdict) {
    Duration took() {
      return Duration.between(happened.begunAt(), happened.seenToAnswerAt());
    }
  }

  private record Over(Planned planned, Happened happened) {}

  /**
   * Plays all; one whose point was not reached, since its incident took another course, is played
   * again.
   *
   * @param told is called with each, and with how many are left
   */
  List<Played> play(List<Planned> all, BiConsumer<Played, Integer> told) {
    Queue<Planned> onDefault = new ConcurrentLinkedQueue<>();
    Queue<Planned> onNamed = new ConcurrentLinkedQueue<>();
    all.forEach(one -> (one.story().needsNamedEndpoint() ? onNamed : onDefault).add(one));
    AtomicInteger left = new AtomicInteger(all.size());
    Queue<Over> over = new ConcurrentLinkedQueue<>();
    Map<Planned, Integer> tries = new HashMap<>();
    List<Played> played = new ArrayList<>();
    try (ExecutorService stages = Executors.newVirtualThreadPerTaskExecutor()) {
      coaches.forEach(patient -> stages.execute(() -> playFrom(onDefault, patient, left, over)));
      guides.forEach(patient -> stages.execute(() -> playFrom(onNamed, patient, left, over)));
      while (left.get() > 0) {
        List<Over> judged = over.stream().filter(one -> judge.isOver(one.happened())).toList();
        for (Over one : judged) {
          over.remove(one);
          Verdict verdict = judge.judge(one.happened());
          if (!verdict.reached() && tries.merge(one.planned(), 1, Integer::sum) < MOST_TRIES) {
            (one.planned().story().needsNamedEndpoint() ? onNamed : onDefault).add(one.planned());
          } else {
            Played whole = new Played(one.planned(), one.happened(), verdict);
            played.add(whole);
            told.accept(whole, left.decrementAndGet());
          }
        }
        LocalAws.pause(PAUSE);
      }
    }
    return List.copyOf(played);
  }

  private void playFrom(
      Queue<Planned> waiting, Patient patient, AtomicInteger left, Queue<Over> over) {
    while (left.get() > 0) {
      Planned next = waiting.poll();
      if (next == null) {
        LocalAws.pause(PAUSE);
      } else {
        over.add(new Over(next, play(next, patient)));
      }
    }
  }

  private Happened play(Planned planned, Patient patient) {
    Instant begun = Instant.now();
    try {
      return new Replay(ground, room).play(planned.story(), planned.blow(), patient);
    } catch (RuntimeException e) {
      // It counts as a failure of this one; the others go on.
      return new Happened(
          planned.story(),
          planned.blow(),
          patient,
          begun,
          Instant.now(),
          0,
          Optional.empty(),
          0,
          List.of(),
          List.of("it could not be played: " + e));
    }
  }
}
