package com.vitracka.responder.local.simulation;

import com.vitracka.responder.plan.Plan;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many histories, one seed after the other, and what came of them together. */
final class Campaign {
  private static final int MOST_VIOLATIONS = 200;
  private static final long PROGRESS_NANOS = 5_000_000_000L;
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  /** What came of all of them. */
  record Result(
      long histories,
      int threads,
      double seconds,
      double processorSeconds,
      Coverage coverage,
      List<Violation> violations) {
    /** Of one core, whatever else the machine does meanwhile. */
    double incidentsPerProcessorSecond() {
      return coverage.incidents() / Math.max(processorSeconds, 0.001);
    }

    /** A line or two; the violations were printed when they were found. */
    String words() {
      StringBuilder words = new StringBuilder();
      words.append(
          "%,d incidents in %,d histories, %,d changes, %,d messages: %s%n"
              .formatted(
                  coverage.incidents(),
                  histories,
                  coverage.changes(),
                  coverage.messages(),
                  violations.isEmpty()
                      ? "no invariant was broken"
                      : violations.size()
                          + (violations.size() == MOST_VIOLATIONS ? " or more" : "")
                          + " broke an invariant"));
      words.append(
          "%.1f s on %d thread%s; %,.0f incidents a second of one core's time%n"
              .formatted(seconds, threads, threads == 1 ? "" : "s", incidentsPerProcessorSecond()));
      words.append(
          "an incident: %.1f invocations of functions, %.0f calls of services; an invocation: %.0f µs%n"
              .formatted(
                  (double) coverage.invocations() / coverage.incidents(),
                  (double) coverage.calls() / coverage.incidents(),
                  processorSeconds * 1e6 / coverage.invocations()));
      if (!violations.isEmpty()) {
        words.append(
            "replay one: ./responder simulate --verbose --seed "
                + violations.getFirst().seed()
                + "\n");
      }
      return words.toString();
    }
  }

  private final Plan plan;
  private final int threads;
  private final PrintWriter out;
  private long histories;
  private long processorNanos;
  private @Nullable Throwable failure;

  Campaign(Plan plan, int threads, PrintWriter out) {
    this.plan = plan;
    this.threads = threads;
    this.out = out;
  }

  /**
   * Runs histories.
   *
   * @param seeds at least so many
   * @param incidents and on until there are at least so many
   */
  Result run(long first, long seeds, long incidents) {
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong(first);
    AtomicLong soFar = new AtomicLong();
    Coverage coverage = new Coverage();
    List<Violation> violations = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.ofPlatform()
              .name("history-" + i)
              .start(
                  () -> {
                    while (true) {
                      long seed = next.getAndIncrement();
                      boolean enough =
                          incidents > 0 ? soFar.get() >= incidents : seed >= first + seeds;
                      if (enough || isOver(violations)) {
                        return;
                      }
                      long before = PROCESSOR.getCurrentThreadCpuTime();
                      Optional<History.Outcome> ended = run(seed, violations);
                      if (ended.isEmpty()) {
                        return;
                      }
                      History.Outcome outcome = ended.get();
                      long nanos = PROCESSOR.getCurrentThreadCpuTime() - before;
                      soFar.addAndGet(outcome.coverage().incidents());
                      synchronized (violations) {
                        coverage.add(outcome.coverage());
                        outcome.violations().stream()
                            .limit(1)
                            .forEach(
                                violation -> {
                                  violations.add(violation);
                                  out.println("BROKEN  " + violation);
                                });
                        histories++;
                        processorNanos += nanos;
                      }
                    }
                  }));
    }
    watch(running, began, coverage, violations);
    if (failure != null) {
      throw new IllegalStateException("the simulation itself failed", failure);
    }
    return new Result(
        histories,
        threads,
        (System.nanoTime() - began) / 1e9,
        processorNanos / 1e9,
        coverage,
        violations.stream().sorted(Comparator.comparingLong(Violation::seed)).toList());
  }

  /** Empty when the simulation itself failed, which ends the campaign. */
  private Optional<History.Outcome> run(long seed, List<Violation> violations) {
    try {
      return Optional.of(new History(plan, seed, new Wiring(), false, _ -> {}).run());
    } catch (RuntimeException | Error e) {
      synchronized (violations) {
        failure = new IllegalStateException("at seed " + seed, e);
      }
      return Optional.empty();
    }
  }

  private boolean isOver(List<Violation> violations) {
    synchronized (violations) {
      return violations.size() >= MOST_VIOLATIONS || failure != null;
    }
  }

  private void watch(
      List<Thread> running, long began, Coverage coverage, List<Violation> violations) {
    long told = began;
    try {
      for (Thread thread : running) {
        while (!thread.join(java.time.Duration.ofMillis(200))) {
          long now = System.nanoTime();
          if (now - told > PROGRESS_NANOS) {
            told = now;
            synchronized (violations) {
              out.printf(
                  "%,12d incidents, %,8.0f a second of one core's time, %d violations%n",
                  coverage.incidents(),
                  coverage.incidents() / (processorNanos / 1e9 + 0.001),
                  violations.size());
            }
            out.flush();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
