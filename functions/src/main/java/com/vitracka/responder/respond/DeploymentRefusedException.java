package com.vitracka.responder.respond;

/** AgentCore refused a change, and asking again will not help; the message is its reason. */
public final class DeploymentRefusedException extends RuntimeException {
  public DeploymentRefusedException(String message) {
    super(message);
  }

  public DeploymentRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
