package com.vitracka.responder.assess;

import java.time.Instant;

/**
 * A runtime or endpoint as the control plane describes it.
 *
 * @param status CREATING, UPDATING, READY, …_FAILED, DELETING
 * @param version the newest version of a runtime, the live one of an endpoint
 * @param failureReason the service's text, empty when there is none
 */
public record RuntimeView(String status, String version, Instant updatedAt, String failureReason) {
  public boolean ready() {
    return status.equals("READY");
  }

  public boolean failed() {
    return status.endsWith("_FAILED");
  }
}
