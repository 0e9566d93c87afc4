package com.vitracka.responder.incident;

/** What the evidence calls for. */
public enum Remedy {
  /** Deploy what is live again; roll back when that fails. */
  REDEPLOY,
  /** Roll back to the newest known good version first; redeploy when there is none. */
  ROLL_BACK,
  /** Nothing is wrong any more: verify and close. */
  VERIFY,
  /** No deployment can change it, but it may pass: watch, then ask a person. */
  WATCH,
  /** No deployment can change it: tell a person at once. */
  TELL,
  /** Several agents at once with nothing in common: each has an incident of its own. */
  SPLIT;

  /** Whether carrying it out changes the agent. */
  public boolean changesAgent() {
    return this == REDEPLOY || this == ROLL_BACK;
  }
}
