package com.vitracka.responder.local;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be broken from outside, and how it must end (the table in README.md). */
public enum Fault {
  CRASH("the agent's processes die, and die again until it is deployed again", "P1", "1", 1, 1),
  BAD_RELEASE("a release that dies on import, just deployed by the team", "P1", "1", 1, 1),
  BAD_RELEASE_ENDPOINT("the same on a named endpoint", "P1", "1", 0, 0),
  REDEPLOY_REFUSED("it crashes, and the control plane refuses every deployment", "P1", "1", 0, 0),
  FLAPPING("it breaks again soon after each recovery", "P1", "1", 3, 3),
  MODEL_DOWN("the model behind the agent is out", "P1", "-", 0, 0),
  SLOW("latency over the threshold, answers right, no deployment near", "P2", "1", 0, 1),
  CANARY_UNAUTHORISED("our own canary is refused, users are served", "P3", "-", 0, 0);

  private final String description;
  private final String severity;
  private final String scenario;
  private final int fewestDeployments;
  private final int mostDeployments;

  Fault(
      String description,
      String severity,
      String scenario,
      int fewestDeployments,
      int mostDeployments) {
    this.description = description;
    this.severity = severity;
    this.scenario = scenario;
    this.fewestDeployments = fewestDeployments;
    this.mostDeployments = mostDeployments;
  }

  /** As people write it: {@code bad-release}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public String description() {
    return description;
  }

  public String severity() {
    return severity;
  }

  /** The plan's number, or "-" where none of the seven fits. */
  public String scenario() {
    return scenario;
  }

  public boolean allowsDeployments(int deployments) {
    return fewestDeployments <= deployments && deployments <= mostDeployments;
  }

  public String deployments() {
    return fewestDeployments == mostDeployments
        ? "" + fewestDeployments
        : fewestDeployments + " to " + mostDeployments;
  }

  /** The endings in order; for {@link #SLOW} either may come. */
  public List<String> outcomes() {
    return switch (this) {
      case CRASH, BAD_RELEASE, BAD_RELEASE_ENDPOINT -> List.of("RESOLVED");
      case REDEPLOY_REFUSED, MODEL_DOWN, CANARY_UNAUTHORISED -> List.of("ESCALATED");
      case FLAPPING -> List.of("RESOLVED", "RESOLVED", "RESOLVED", "ESCALATED");
      case SLOW -> List.of("RESOLVED|ESCALATED");
    };
  }

  /** Whether users see errors or slowness of it. */
  public boolean concernsUsers() {
    return this != CANARY_UNAUTHORISED;
  }

  /** A fault that is switched on and off; the others come with a deployment. */
  public boolean isSwitch() {
    return this != BAD_RELEASE && this != BAD_RELEASE_ENDPOINT && this != FLAPPING;
  }

  public static Optional<Fault> find(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }

  public static String words() {
    return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return word();
  }
}
