package com.vitracka.responder.local.demo;

import com.vitracka.responder.local.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** Waiting for something that others do. */
public final class Waiting {
  private static final Duration STEP = Duration.ofMillis(200);

  private Waiting() {}

  /** Whether it came true in time. */
  public static boolean until(BooleanSupplier condition, Duration atMost) {
    Instant end = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      LocalAws.pause(STEP);
    }
    return true;
  }

  public static void until(Instant time) {
    Duration left = Duration.between(Instant.now(), time);
    if (left.isPositive()) {
      LocalAws.pause(left);
    }
  }

  /** The future's result, or its own failure. */
  public static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
