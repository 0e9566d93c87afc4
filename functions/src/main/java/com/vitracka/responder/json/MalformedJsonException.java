package com.vitracka.responder.json;

import org.jspecify.annotations.Nullable;

/** A text is not the JSON that was expected; the message says where and what. */
public final class MalformedJsonException extends RuntimeException {
  public MalformedJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
