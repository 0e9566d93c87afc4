package com.vitracka.responder.local.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What to end when a command ends, also when it is interrupted: last begun, first ended. */
public final class CleanUp {
  private final Deque<Runnable> actions = new ArrayDeque<>();
  private final Thread hook = new Thread(this::run, "clean-up");

  /** From now on the end of the process ends all of it. */
  public void arm() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What is not ended by then stays. */
  public void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs, or has run.
    }
  }

  public synchronized void add(Runnable action) {
    actions.push(action);
  }

  public synchronized void run() {
    while (!actions.isEmpty()) {
      actions.pop().run();
    }
  }
}
