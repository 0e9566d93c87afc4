package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;

/** Why an agent fails although its code is what it was. */
enum Cause {
  /** Its processes die until it is deployed again. */
  PROCESSES_DIE(Answer.CRASHED, "An error occurred when starting the runtime", 1, 0, 900, true),
  /** Its processes answer with errors until it is deployed again. */
  PROCESSES_ERR(Answer.AGENT_ERROR, "Received error (500) from runtime", 1, 0, 900, true),
  /** Its processes do not answer until it is deployed again. */
  PROCESSES_HANG(Answer.TIMED_OUT, "", 1, 0, 900, true),
  MODEL_DOWN(
      Answer.AGENT_ERROR,
      "An error occurred (ServiceUnavailableException) when calling the Converse operation",
      1,
      0,
      900,
      false),
  MODEL_SLOW(Answer.SLOW, "", 0, 0, 4_000, false),
  /** Our own calls alone. */
  CANARY_REFUSED(Answer.REFUSED, "AccessDeniedException", 0, 0, 900, false),
  EVERYBODY_REFUSED(Answer.REFUSED, "AccessDeniedException", 1, 0, 900, false),
  ROLE_INVALID(Answer.REJECTED, "ValidationException: Role validation failed", 1, 0, 900, false),
  NO_MMDSV2(Answer.REJECTED, "ValidationException: not MMDSv2-enabled", 1, 0, 900, false),
  QUOTA(Answer.THROTTLED, "maxVms limit exceeded", 0, 0.6, 900, false),
  /** AgentCore itself. */
  UNREACHABLE(Answer.UNREACHABLE, "InternalServerException", 1, 0, 900, false),
  DELETED(Answer.MISSING, "No endpoint or agent found", 1, 0, 900, false),
  /** Some users' calls, never ours. */
  SOME_FAIL(Answer.RIGHT, "", 0.2, 0, 900, false);

  private final Answer answer;
  private final String detail;
  private final double errors;
  private final double throttles;
  private final int p95Millis;
  private final boolean deploymentHelps;

  Cause(
      Answer answer,
      String detail,
      double errors,
      double throttles,
      int p95Millis,
      boolean deploymentHelps) {
    this.answer = answer;
    this.detail = detail;
    this.errors = errors;
    this.throttles = throttles;
    this.p95Millis = p95Millis;
    this.deploymentHelps = deploymentHelps;
  }

  Answer answer() {
    return answer;
  }

  /** The service's text. */
  String detail() {
    return detail;
  }

  Condition condition() {
    return new Condition(errors, throttles, p95Millis);
  }

  /** Whether a new version, whatever its code, can end it. */
  boolean deploymentHelps() {
    return deploymentHelps;
  }
}
