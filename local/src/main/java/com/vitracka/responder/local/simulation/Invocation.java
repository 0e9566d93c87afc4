package com.vitracka.responder.local.simulation;

import com.vitracka.responder.json.JsonObject;

/** One call of a function, and who waits for its answer. */
final class Invocation {
  /** Whoever called. */
  interface Caller {
    void answered(JsonObject answer);

    void failed(String error);
  }

  private final Part part;
  private final String payload;
  private final String incident;
  private final Caller caller;
  private boolean settled;

  /**
   * A call.
   *
   * @param incident that it is about, empty text for none
   */
  Invocation(Part part, String payload, String incident, Caller caller) {
    this.part = part;
    this.payload = payload;
    this.incident = incident;
    this.caller = caller;
  }

  Part part() {
    return part;
  }

  String payload() {
    return payload;
  }

  String incident() {
    return incident;
  }

  /** Only the first outcome reaches the caller. */
  void answer(JsonObject answer) {
    if (!settled) {
      settled = true;
      caller.answered(answer);
    }
  }

  void fail(String error) {
    if (!settled) {
      settled = true;
      caller.failed(error);
    }
  }
}
