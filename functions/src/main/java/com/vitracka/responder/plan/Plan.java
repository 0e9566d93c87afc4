package com.vitracka.responder.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The recovery plan: who is told, what is acted on, and how.
 *
 * <p>Read by {@link PlanDocument} from what {@code infra/plan.yaml} holds.
 */
public record Plan(
    String name,
    String region,
    String standbyRegion,
    String sender,
    List<Agent> agents,
    List<Contact> contacts,
    OnCall onCall,
    Map<Severity, SeverityRule> severities,
    Map<Integer, Scenario> scenarios,
    Windows windows,
    Budgets budgets,
    Retention retention) {

  /** The agent of that exact name. */
  public Optional<Agent> findAgent(String name) {
    return agents.stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  /** The agent that an alarm of the stack watches. */
  public Optional<Agent> findAgentOfAlarm(String alarm) {
    return agents.stream().filter(agent -> agent.findAlarm(alarm).isPresent()).findFirst();
  }

  /**
   * The agent that people call by this name, display name or alias, in any case.
   *
   * @throws UnknownAgentException with the names there are
   */
  public Agent getAgent(String anyName) {
    return agents.stream()
        .filter(agent -> agent.isCalled(anyName))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownAgentException(
                    "there is no agent '"
                        + anyName
                        + "' in the plan; it has "
                        + agents.stream()
                            .map(
                                agent ->
                                    agent.name() + " (" + String.join(", ", agent.aliases()) + ")")
                            .collect(Collectors.joining("; "))));
  }

  public SeverityRule rule(Severity severity) {
    return java.util.Objects.requireNonNull(severities.get(severity), severity.name());
  }

  public Scenario scenario(int number) {
    return java.util.Objects.requireNonNull(scenarios.get(number), () -> "scenario " + number);
  }
}
