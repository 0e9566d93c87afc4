package com.vitracka.responder.assess;

/** How an agent answered the canary's invocation. */
public enum Answer {
  /** As the plan expects. */
  RIGHT(false, "answers right"),
  /** As the plan expects, later than the latency threshold. */
  SLOW(true, "answers right, but slower than the threshold"),
  /** A 200 without what the plan expects. */
  WRONG(true, "answers, but not what is expected"),
  /** The runtime could not start: its code dies on import or at once. */
  CRASHED(true, "cannot start"),
  /** The agent's code answered with an error. */
  AGENT_ERROR(true, "answers with an error of its own"),
  /** No answer in time. */
  TIMED_OUT(true, "does not answer in time"),
  /** The model behind the agent is out. */
  MODEL_DOWN(false, "fails because its model is out"),
  /** Our own call was refused: 401 or 403. */
  REFUSED(false, "refuses our canary"),
  /** 400: AgentCore finds the call, or the runtime that it is for, invalid. */
  REJECTED(false, "is not even invoked, because AgentCore finds our call invalid"),
  /** 429, or too many sessions. */
  THROTTLED(false, "is throttled"),
  /** There is no such runtime or endpoint. */
  MISSING(false, "is not found"),
  /** AgentCore itself failed or could not be reached. */
  UNREACHABLE(false, "cannot be reached");

  private final boolean deploymentCanChange;
  private final String words;

  Answer(boolean deploymentCanChange, String words) {
    this.deploymentCanChange = deploymentCanChange;
    this.words = words;
  }

  /** Whether a redeploy or rollback could turn it into a right answer (design decision 8). */
  public boolean deploymentCanChange() {
    return deploymentCanChange;
  }

  /** For people: "the agent …". */
  public String words() {
    return words;
  }
}
