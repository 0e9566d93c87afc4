package com.vitracka.responder.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent that the plan protects.
 *
 * @param name its one name, also the runtime's name in AgentCore
 * @param displayName what messages call it
 * @param aliases other names that commands take
 * @param folder where the team's repository keeps it
 * @param runtimeId AgentCore's id of the runtime
 * @param endpoint the endpoint that users invoke: {@code DEFAULT} or a named one
 * @param executionRole name of the role that the runtime runs with
 * @param modes by scenario number; a scenario without an entry is {@link Mode.Observe}
 */
public record Agent(
    String name,
    String displayName,
    List<String> aliases,
    String folder,
    String runtimeId,
    String endpoint,
    String executionRole,
    Impact impact,
    Canary canary,
    Thresholds thresholds,
    Map<Integer, Mode> modes) {

  /** The endpoint that follows each update by itself. */
  public static final String DEFAULT_ENDPOINT = "DEFAULT";

  private static final String ALARMS = "responder-";

  public boolean usesDefaultEndpoint() {
    return endpoint.equals(DEFAULT_ENDPOINT);
  }

  public boolean isCalled(String anyName) {
    return Stream.concat(Stream.of(name, displayName), aliases.stream())
        .anyMatch(anyName::equalsIgnoreCase);
  }

  public Mode modeFor(int scenario) {
    return modes.getOrDefault(scenario, new Mode.Observe());
  }

  public String runtimeArn(String region, String account) {
    return "arn:aws:bedrock-agentcore:" + region + ":" + account + ":runtime/" + runtimeId;
  }

  /** Value of the dimension {@code Name} of the agent's metrics: {@code name::endpoint}. */
  public String metricName() {
    return name + "::" + endpoint;
  }

  public String logGroup() {
    return "/aws/bedrock-agentcore/runtimes/" + runtimeId + "-" + endpoint;
  }

  /** Name of one of the alarms that the stack makes for this agent. */
  public String alarm(AgentAlarm alarm) {
    return ALARMS + name + "-" + alarm.suffix();
  }

  /** Which of this agent's alarms has that name; quick, since all agents are asked for one. */
  public Optional<AgentAlarm> findAlarm(String alarm) {
    int end = ALARMS.length() + name.length();
    if (!alarm.startsWith(name, ALARMS.length())
        || !alarm.startsWith(ALARMS)
        || !alarm.startsWith("-", end)) {
      return Optional.empty();
    }
    return Stream.of(AgentAlarm.values())
        .filter(kind -> alarm.substring(end + 1).equals(kind.suffix()))
        .findFirst();
  }
}
