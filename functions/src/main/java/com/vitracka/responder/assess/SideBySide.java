package com.vitracka.responder.assess;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs tasks side by side, each with a limit on its time: what fails or does not end in time is
 * unknown, and nobody waits for it.
 */
public final class SideBySide implements AutoCloseable {
  private final ExecutorService pool;

  /** On threads of their own. */
  public SideBySide() {
    this(Executors.newVirtualThreadPerTaskExecutor());
  }

  /** On another executor, which is shut down at the end; the simulation's runs a task at once. */
  public SideBySide(ExecutorService pool) {
    this.pool = pool;
  }

  /** A task that runs. */
  public static final class Running<T> {
    private final Future<T> future;
    private final Duration limit;
    private final long startedAtNanos = System.nanoTime();

    private Running(Future<T> future, Duration limit) {
      this.future = future;
      this.limit = limit;
    }

    /** What it came to; waits until its limit, counted from its start, and then cancels it. */
    public Observed<T> observe() {
      long left = limit.toNanos() - (System.nanoTime() - startedAtNanos);
      try {
        return new Observed.Seen<>(future.get(Math.max(0, left), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        future.cancel(true);
        return new Observed.Unknown<>("no answer in " + words(limit));
      } catch (ExecutionException e) {
        return Observed.Unknown.becauseOf(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Observed.Unknown<>("interrupted");
      }
    }
  }

  /** Starts a task at once. */
  public <T> Running<T> start(Duration limit, Callable<T> task) {
    return new Running<>(pool.submit(task), limit);
  }

  /** Interrupts what still runs, and does not wait for it. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  private static String words(Duration limit) {
    return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
  }
}
