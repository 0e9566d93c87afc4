package com.vitracka.responder.aws;

import java.util.Optional;

/** What the deployment tells a function through its environment. */
public final class Environment {
  private Environment() {}

  /**
   * A variable that the stack sets for the function.
   *
   * @throws IllegalStateException when it is not there, naming it
   */
  public static String get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the environment variable "
                        + name
                        + " is not set; the function is deployed by the CDK stack, which sets it"));
  }

  public static Optional<String> find(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
