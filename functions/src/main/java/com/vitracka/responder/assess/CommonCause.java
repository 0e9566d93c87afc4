package com.vitracka.responder.assess;

import static com.vitracka.responder.assess.Answer.MISSING;
import static com.vitracka.responder.assess.Answer.MODEL_DOWN;
import static com.vitracka.responder.assess.Answer.REJECTED;
import static com.vitracka.responder.assess.Answer.RIGHT;
import static com.vitracka.responder.assess.Answer.UNREACHABLE;
import static com.vitracka.responder.incident.Remedy.SPLIT;
import static com.vitracka.responder.incident.Remedy.TELL;
import static com.vitracka.responder.plan.Severity.P1;
import static com.vitracka.responder.plan.Severity.P2;
import static com.vitracka.responder.plan.Severity.P4;

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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges several agents that fail at once: one cause, or each its own (design decision 6). Nothing
 * is changed for all of them together: a person is told of the cause.
 */
public final class CommonCause {
  /** So many agents are looked at; what they share shows in few. */
  public static final int MOST_LOOKED_AT = 5;

  private static final OptionalInt REGION_OUTAGE = OptionalInt.of(5);
  private static final OptionalInt ROLE_DELETED = OptionalInt.of(4);
  private static final OptionalInt AGENT_DELETED = OptionalInt.of(3);
  private static final OptionalInt NONE = OptionalInt.empty();

  /** The first row that fits counts, as in {@link DecisionTable}. */
  private static final List<Row> ROWS =
      List.of(
          new Row(
              "all-unreachable",
              all(UNREACHABLE),
              P1,
              REGION_OUTAGE,
              TELL,
              _ -> "AgentCore answers for none of the agents",
              "Look at the AWS Health Dashboard for this region"),
          new Row(
              "all-model-down",
              all(MODEL_DOWN),
              P1,
              NONE,
              TELL,
              _ -> "The model behind the agents is out; the agents themselves run",
              "Check the model's health and quota in Amazon Bedrock, and tell its provider"),
          new Row(
              "all-role-invalid",
              all(REJECTED).and(Several::areWithoutTheirOneRole),
              P1,
              ROLE_DELETED,
              TELL,
              several ->
                  "AgentCore cannot take on the role that the agents share: "
                      + several.roles().iterator().next(),
              "Recreate the execution role with its trust policy, then deploy again"),
          new Row(
              "all-missing",
              all(MISSING),
              P1,
              AGENT_DELETED,
              TELL,
              _ -> "Several runtimes or their endpoints were deleted",
              "See in CloudTrail who deleted them, then deploy the newest releases with --create"),
          new Row(
              "all-throttled",
              several -> several.findings().stream().allMatch(Findings::isThrottled),
              P2,
              NONE,
              TELL,
              _ -> "The agents together use more sessions or calls than the account's quota allows",
              "End idle sessions and ask for a higher quota"),
          new Row(
              "all-refused",
              several -> several.findings().stream().allMatch(Findings::isRefused),
              P2,
              NONE,
              TELL,
              _ ->
                  "Our own canary is refused by all agents, so that nobody can say whether they"
                      + " answer",
              "Invoke an agent by hand, then mend the Look function's rights"),
          new Row(
              "many-alarms",
              all(RIGHT).and(Several::areMany),
              P2,
              NONE,
              TELL,
              several ->
                  several.howMany()
                      + " have alarms at once; those that were looked at answer right",
              "Look at the metrics that the alarms share, and at agents that were not looked at"),
          new Row(
              "all-healthy",
              all(RIGHT),
              P4,
              NONE,
              SPLIT,
              _ -> "The agents that were looked at answer right",
              "None"),
          new Row(
              "many-agents",
              Several::areMany,
              P1,
              NONE,
              TELL,
              several -> several.howMany() + " fail at once; what they have in common was not seen",
              "Look at what the agents share: role, network, model, a deployment of all of them"),
          new Row(
              "no-common-cause",
              _ -> true,
              P2,
              NONE,
              SPLIT,
              _ -> "Several agents fail at once, each in its own way",
              "See the incident of each agent"));

  private CommonCause() {}

  private record Row(
      String name,
      Predicate<Several> when,
      Severity severity,
      OptionalInt scenario,
      Remedy remedy,
      Function<Several, String> hypothesis,
      String resort) {}

  /**
   * Several agents in the words of the rows.
   *
   * @param findings of those that were looked at
   * @param roles that these run with
   * @param failing how many agents fail, as far as they are known by name
   */
  private record Several(
      List<Findings> findings, Set<String> roles, int failing, boolean wasSplit) {
    boolean areMany() {
      return wasSplit || failing >= FailingAgents.MANY;
    }

    String howMany() {
      return failing >= FailingAgents.MANY ? failing + " agents or more" : "Many agents";
    }

    boolean areWithoutTheirOneRole() {
      return roles.size() == 1
          && findings.stream().allMatch(f -> f.known().contains(KnownError.ROLE_INVALID));
    }
  }

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
    List<Findings> findings =
        seen.entrySet().stream()
            .map(
                entry ->
                    Findings.of(entry.getKey(), windows, entry.getValue(), now, signals, List.of()))
            .toList();
    Set<String> roles =
        seen.keySet().stream().map(Agent::executionRole).collect(Collectors.toSet());
    Several several = new Several(findings, roles, failing, wasSplit);
    Row row = ROWS.stream().filter(one -> one.when().test(several)).findFirst().orElseThrow();
    return new Assessment(
        now,
        row.severity(),
        row.scenario(),
        row.name(),
        row.remedy(),
        row.hypothesis().apply(several),
        row.resort(),
        "",
        canaries(seen));
  }

  private static Predicate<Several> all(Answer answer) {
    return several ->
        several.findings().stream().allMatch(f -> f.canary().filter(answer::equals).isPresent());
  }

  /** What the canary saw of each of them. */
  private static List<String> canaries(Map<Agent, Evidence> seen) {
    List<String> findings = new ArrayList<>();
    seen.forEach(
        (agent, evidence) ->
            evidence.findings().stream()
                .filter(finding -> finding.startsWith("canary: "))
                .forEach(finding -> findings.add(agent.name() + ", " + finding)));
    return List.copyOf(findings);
  }
}
