package com.vitracka.responder.detect;

import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import com.vitracka.responder.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whom an alarm is about, and what it complains of. */
sealed interface Attribution {
  record One(Agent agent, Trouble trouble) implements Attribution {}

  /** It speaks of several agents, whose own alarms tell more. */
  record Several(List<Agent> agents) implements Attribution {}

  /** It is about nothing that the plan names. */
  record Nobody() implements Attribution {}

  /**
   * By the alarm's name, by the metrics that it watches, or by our alarms in a composite's rule.
   *
   * <p>The alarm must be one of this account and region: names alone prove nothing.
   */
  static Attribution of(Reading.Alarm alarm, Plan plan, String account) {
    Optional<One> named = findByName(alarm.name(), plan);
    if (named.isPresent()) {
      return named.get();
    }
    List<One> found =
        Stream.concat(
                alarm.measures().stream()
                    .flatMap(measure -> findByMeasure(measure, plan, account).stream()),
                Composite.children(alarm, plan.region(), account).stream()
                    .flatMap(child -> findByName(child, plan).stream()))
            .toList();
    List<Agent> agents = found.stream().map(One::agent).distinct().toList();
    return switch (agents.size()) {
      case 0 -> new Nobody();
      case 1 -> new One(agents.getFirst(), worst(found));
      default -> new Several(agents);
    };
  }

  static Optional<One> findByName(String alarm, Plan plan) {
    for (Agent agent : plan.agents()) {
      Optional<AgentAlarm> kind = agent.findAlarm(alarm);
      if (kind.isPresent()) {
        return Optional.of(new One(agent, trouble(kind.get())));
      }
    }
    return Optional.empty();
  }

  static Trouble trouble(AgentAlarm alarm) {
    return switch (alarm) {
      case ERRORS -> Trouble.ERRORS;
      case LATENCY -> Trouble.LATENCY;
      case THROTTLES -> Trouble.THROTTLES;
      case CANARY -> Trouble.CANARY_FAILED;
    };
  }

  private static Optional<One> findByMeasure(Measure measure, Plan plan, String account) {
    if (!measure.namespace().equals("AWS/Bedrock-AgentCore")) {
      return Optional.empty();
    }
    return plan.agents().stream()
        .filter(agent -> isOf(agent, measure, agent.runtimeArn(plan.region(), account)))
        .findFirst()
        .map(
            agent ->
                new One(
                    agent,
                    switch (measure.name()) {
                      case "Errors", "SystemErrors", "UserErrors" -> Trouble.ERRORS;
                      case "Latency" -> Trouble.LATENCY;
                      case "Throttles" -> Trouble.THROTTLES;
                      default -> Trouble.OTHER;
                    }));
  }

  /** Each of the two dimensions that is there must be the agent's, and one must be there. */
  private static boolean isOf(Agent agent, Measure measure, String arn) {
    Optional<Boolean> resource =
        Optional.ofNullable(measure.dimensions().get("Resource"))
            .map(value -> value.equals(arn) || value.startsWith(arn + "/"));
    Optional<Boolean> name =
        Optional.ofNullable(measure.dimensions().get("Name"))
            .map(value -> value.equals(agent.metricName()));
    return (resource.isPresent() || name.isPresent()) && resource.orElse(true) && name.orElse(true);
  }

  /** The first of the order in which {@link Trouble} names them. */
  private static Trouble worst(List<One> found) {
    return found.stream().map(One::trouble).min(Trouble::compareTo).orElse(Trouble.OTHER);
  }

  /** The children of a composite alarm that set it off, or could have. */
  final class Composite {
    private static final Pattern IN_ALARM =
        Pattern.compile("(NOT\\s{1,10})?ALARM\\s{0,10}\\(\\s{0,10}[\"']?([^\"')]{1,600})[\"']?");

    private Composite() {}

    /** Names; those that the event tells, else those of the rule. */
    static List<String> children(Reading.Alarm alarm, String region, String account) {
      Stream<String> told =
          alarm.triggering().isEmpty() ? inRule(alarm.rule()) : alarm.triggering().stream();
      return told.flatMap(child -> findOurs(child, region, account).stream()).toList();
    }

    private static Stream<String> inRule(String rule) {
      return IN_ALARM
          .matcher(rule)
          .results()
          .filter(match -> match.group(1) == null)
          .map(match -> match.group(2).strip());
    }

    private static Optional<String> findOurs(String child, String region, String account) {
      String prefix = ":cloudwatch:" + region + ":" + account + ":alarm:";
      Matcher arn = Pattern.compile("arn:[a-z-]{1,20}" + Pattern.quote(prefix)).matcher(child);
      if (arn.lookingAt()) {
        return Optional.of(child.substring(arn.end()));
      }
      return child.startsWith("arn:") ? Optional.empty() : Optional.of(child);
    }
  }
}
