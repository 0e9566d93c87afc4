package com.vitracka.responder.local.agentcore;

/** The states of a runtime's version and of an endpoint. */
enum Status {
  CREATING,
  CREATE_FAILED,
  UPDATING,
  UPDATE_FAILED,
  READY,
  DELETING;

  boolean isBusy() {
    return this == CREATING || this == UPDATING || this == DELETING;
  }

  /** What a deployment in this state becomes when it fails. */
  Status failed() {
    return this == CREATING ? CREATE_FAILED : UPDATE_FAILED;
  }
}
