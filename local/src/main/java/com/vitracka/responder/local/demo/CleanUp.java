package com.vitracka.responder.local.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What to end when a command ends, also when it is interrupted: last begun, first ended. */
public final class CleanUp {
  private final Deque<Runnable> actions = new ArrayDeque<>();
  private final Thread hook = new Thread(this::run, "clean-up");

  /**
   * Does the work, and ends all at its end, or at the end of the process.
   *
   * @param keep leave it when the work came to its end
   */
  public <T> T around(boolean keep, Supplier<T> work) {
    Runtime.getRuntime().addShutdownHook(hook);
    boolean finished = false;
    try {
      T result = work.get();
      finished = true;
      return result;
    } finally {
      if (!keep || !finished) {
        run();
      }
      disarm();
    }
  }

  private void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs, or has run.
    }
  }

  public synchronized void add(Runnable action) {
    actions.push(action);
  }

  private synchronized void run() {
    while (!actions.isEmpty()) {
      actions.pop().run();
    }
  }
}
