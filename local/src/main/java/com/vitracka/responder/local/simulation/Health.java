package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;

/** How code answers, wherever it is deployed. */
enum Health {
  GOOD(Answer.RIGHT, 0, 0, 900),
  DIES_ON_IMPORT(Answer.CRASHED, 1, 0, 900),
  ERRS(Answer.AGENT_ERROR, 1, 0, 900),
  HANGS(Answer.TIMED_OUT, 1, 0, 900),
  WRONG(Answer.WRONG, 0, 0, 900),
  SLOW(Answer.SLOW, 0, 0, 4_000),
  /** Opens more sessions than the quota allows. */
  THROTTLES(Answer.THROTTLED, 0, 0.5, 900),
  /** Answers as agreed; only the team's tests find out. */
  FAILS_TESTS(Answer.RIGHT, 0, 0, 900);

  private final Answer answer;
  private final double errors;
  private final double throttles;
  private final int p95Millis;

  Health(Answer answer, double errors, double throttles, int p95Millis) {
    this.answer = answer;
    this.errors = errors;
    this.throttles = throttles;
    this.p95Millis = p95Millis;
  }

  Answer answer() {
    return answer;
  }

  /** What users notice. */
  Condition condition() {
    return new Condition(errors, throttles, p95Millis);
  }
}
