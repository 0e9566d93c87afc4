package com.vitracka.responder.local.agentcore;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that is done after a while, off the caller's thread. */
final class Later implements AutoCloseable {
  private static final Duration MOST_WAIT = Duration.ofMillis(500);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  void after(Duration delay, String what, Runnable task) {
    try {
      var _ = clock.schedule(() -> start(what, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      System.err.println("agentcore: ending, so this is not done any more: " + what);
    }
  }

  /** Repeats the task; a changed interval counts at once, also for the wait that is under way. */
  void every(Supplier<Duration> interval, String what, Runnable task) {
    every(interval, what, task, System.nanoTime());
  }

  private void every(Supplier<Duration> interval, String what, Runnable task, long last) {
    Duration wait = interval.get();
    after(
        wait.compareTo(MOST_WAIT) < 0 ? wait : MOST_WAIT,
        what,
        () -> {
          long now = System.nanoTime();
          boolean due = now - last >= interval.get().toNanos();
          try {
            if (due) {
              task.run();
            }
          } finally {
            every(interval, what, task, due ? now : last);
          }
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    work.shutdownNow();
  }

  private void start(String what, Runnable task) {
    work.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            System.err.println("agentcore: " + what + " failed: " + e);
          }
        });
  }
}
