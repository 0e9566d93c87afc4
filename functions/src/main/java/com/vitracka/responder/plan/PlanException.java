package com.vitracka.responder.plan;

import org.jspecify.annotations.Nullable;

/** The plan cannot be used; the message names the place, the reason and the mend. */
public final class PlanException extends RuntimeException {
  public PlanException(String message) {
    super(message);
  }

  public PlanException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
