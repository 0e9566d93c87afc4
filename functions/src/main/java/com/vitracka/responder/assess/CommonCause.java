package com.vitracka.responder.assess;

import static com.vitracka.responder.assess.Answer.MISSING;
import static com.vitracka.responder.assess.Answer.MODEL_DOWN;
import static com.vitracka.responder.assess.Answer.REJECTED;
import static com.vitracka.responder.assess.Answer.RIGHT;
import static com.vitracka.responder.assess.Answer.UNREACHABLE;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges several agents that fail at once: one cause, or each its own (design decision 6). Nothing
 * is changed for all of them together: a person is told of the cause.
 */
public final class CommonCause {
  /** So many agents are looked at; what they share shows in few. */
  public static final int MOST_LOOKED_AT = 5;

  private static final int REGION_OUTAGE = 5;
  private static final int ROLE_DELETED = 4;
  private static final int AGENT_DELETED = 3;
  private static final int NONE = 0;

  private CommonCause() {}

  /**
   * What the evidence of some says of all.
   *
   * @param seen the evidence of at most {@link #MOST_LOOKED_AT} of them, at least one
   * @param failing how many agents fail, as far as they are known by name
   * @param wasSplit whether an incident of the account was split into one of each agent a while
   *     ago: that is done once, since each of them tells people
   * @param signals of all of them
   */
  public static Assessment assess(
      Map<Agent, Evidence> seen,
      int failing,
      boolean wasSplit,
      Windows windows,
      Instant now,
      List<Signal> signals) {
    boolean many = wasSplit || failing >= FailingAgents.MANY;
    String howMany = failing >= FailingAgents.MANY ? failing + " agents or more" : "Many agents";
    List<Findings> findings =
        seen.entrySet().stream()
            .map(
                entry ->
                    Findings.of(entry.getKey(), windows, entry.getValue(), now, signals, List.of()))
            .toList();
    Set<String> roles =
        seen.keySet().stream().map(Agent::executionRole).collect(Collectors.toSet());
    if (all(findings, UNREACHABLE)) {
      return assessment(
          seen,
          now,
          Severity.P1,
          REGION_OUTAGE,
          "all-unreachable",
          Remedy.TELL,
          "AgentCore answers for none of the agents",
          "Look at the AWS Health Dashboard for this region");
    }
    if (all(findings, MODEL_DOWN)) {
      return assessment(
          seen,
          now,
          Severity.P1,
          NONE,
          "all-model-down",
          Remedy.TELL,
          "The model behind the agents is out; the agents themselves run",
          "Check the model's health and quota in Amazon Bedrock, and tell its provider");
    }
    if (all(findings, REJECTED)
        && roles.size() == 1
        && findings.stream().allMatch(f -> f.known().contains(KnownError.ROLE_INVALID))) {
      return assessment(
          seen,
          now,
          Severity.P1,
          ROLE_DELETED,
          "all-role-invalid",
          Remedy.TELL,
          "AgentCore cannot take on the role that the agents share: " + roles.iterator().next(),
          "Recreate the execution role with its trust policy, then deploy again");
    }
    if (all(findings, MISSING)) {
      return assessment(
          seen,
          now,
          Severity.P1,
          AGENT_DELETED,
          "all-missing",
          Remedy.TELL,
          "Several runtimes or their endpoints were deleted",
          "See in CloudTrail who deleted them, then deploy the newest releases with --create");
    }
    if (findings.stream().allMatch(Findings::isThrottled)) {
      return assessment(
          seen,
          now,
          Severity.P2,
          NONE,
          "all-throttled",
          Remedy.TELL,
          "The agents together use more sessions or calls than the account's quota allows",
          "End idle sessions and ask for a higher quota");
    }
    if (findings.stream().allMatch(Findings::isRefused)) {
      return assessment(
          seen,
          now,
          Severity.P2,
          NONE,
          "all-refused",
          Remedy.TELL,
          "Our own canary is refused by all agents, so that nobody can say whether they answer",
          "Invoke an agent by hand, then mend the Look function's rights");
    }
    if (all(findings, RIGHT) && many) {
      return assessment(
          seen,
          now,
          Severity.P2,
          NONE,
          "many-alarms",
          Remedy.TELL,
          howMany + " have alarms at once; those that were looked at answer right",
          "Look at the metrics that the alarms share, and at agents that were not looked at");
    }
    if (all(findings, RIGHT)) {
      return assessment(
          seen,
          now,
          Severity.P4,
          NONE,
          "all-healthy",
          Remedy.SPLIT,
          "The agents that were looked at answer right",
          "None");
    }
    return many
        ? assessment(
            seen,
            now,
            Severity.P1,
            NONE,
            "many-agents",
            Remedy.TELL,
            howMany + " fail at once; what they have in common was not seen",
            "Look at what the agents share: role, network, model, a deployment of all of them")
        : assessment(
            seen,
            now,
            Severity.P2,
            NONE,
            "no-common-cause",
            Remedy.SPLIT,
            "Several agents fail at once, each in its own way",
            "See the incident of each agent");
  }

  private static boolean all(List<Findings> findings, Answer answer) {
    return findings.stream().allMatch(f -> f.canary().filter(answer::equals).isPresent());
  }

  private static Assessment assessment(
      Map<Agent, Evidence> seen,
      Instant now,
      Severity severity,
      int scenario,
      String rule,
      Remedy remedy,
      String hypothesis,
      String resort) {
    List<String> findings = new ArrayList<>();
    seen.forEach(
        (agent, evidence) ->
            evidence.findings().stream()
                .filter(finding -> finding.startsWith("canary: "))
                .forEach(finding -> findings.add(agent.name() + ", " + finding)));
    return new Assessment(
        now,
        severity,
        scenario == NONE ? OptionalInt.empty() : OptionalInt.of(scenario),
        rule,
        remedy,
        hypothesis,
        resort,
        "",
        List.copyOf(findings));
  }
}
