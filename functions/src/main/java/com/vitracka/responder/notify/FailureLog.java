package com.vitracka.responder.notify;

import java.util.Map;

/** Where failures are written that must not stop the telling: the function's log. */
public interface FailureLog {
  /**
   * Writes one entry.
   *
   * @param facts free of addresses and numbers
   */
  void report(String what, Map<String, String> facts);
}
