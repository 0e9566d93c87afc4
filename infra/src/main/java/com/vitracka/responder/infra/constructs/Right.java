package com.vitracka.responder.infra.constructs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.vitracka.responder.infra.LocalDifferences;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Something that a role may do, or must never. A resource with a {@code *} in it needs a reason,
 * which goes to cdk-nag as well.
 *
 * @param effect whether it is allowed or refused
 * @param purpose what it is for, in CamelCase: the statement's id, and the text in
 *     docs/reference/rights.md
 */
public record Right(
    Effect effect,
    String purpose,
    List<String> actions,
    List<String> resources,
    boolean allButResources,
    Map<String, Map<String, Object>> conditions,
    Optional<String> wildcardReason) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A resource of the stack, as the CDK writes it until the whole template is known. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{Token\\[[^\\]]*\\]\\}");

  /** As long as any ARN of a resource of the stack; the table's has about 106 characters. */
  private static final String LONGEST_ARN = "x".repeat(128);

  public static Right to(String purpose, String... actions) {
    return new Right(
        Effect.ALLOW, purpose, List.of(actions), List.of(), false, Map.of(), Optional.empty());
  }

  /** What is refused whatever else the role is given, now or later. */
  public static Right never(String purpose, String... actions) {
    return new Right(
        Effect.DENY, purpose, List.of(actions), List.of(), false, Map.of(), Optional.empty());
  }

  public Right on(String... arns) {
    return on(Arrays.asList(arns));
  }

  public Right on(List<String> arns) {
    return onOnly(Stream.concat(resources.stream(), arns.stream()).toList());
  }

  /** The same right on these resources, and no more on those that it was on. */
  Right onOnly(List<String> arns) {
    return new Right(
        effect, purpose, actions, List.copyOf(arns), allButResources, conditions, wildcardReason);
  }

  /** For an action whose resources have no ARN, kept away from those that have one. */
  public Right onAllBut(String arn) {
    return new Right(effect, purpose, actions, List.of(arn), true, conditions, wildcardReason);
  }

  /** One more condition, which must hold together with those before. */
  public Right when(String operator, String key, Object value) {
    Map<String, Map<String, Object>> all = new TreeMap<>(conditions);
    Map<String, Object> keys = new TreeMap<>(all.getOrDefault(operator, Map.of()));
    keys.put(key, value);
    all.put(operator, keys);
    return new Right(effect, purpose, actions, resources, allButResources, all, wildcardReason);
  }

  public Right because(String reason) {
    return new Right(
        effect, purpose, actions, resources, allButResources, conditions, Optional.of(reason));
  }

  /** The same right as it is given there. */
  Right in(LocalDifferences local) {
    List<String> there = local.resources(actions, resources);
    return new Right(
        effect,
        purpose,
        actions,
        there,
        allButResources,
        local.conditions(conditions),
        there.equals(resources)
            ? wildcardReason
            : Optional.of("The local AWS does not see which resource is meant."));
  }

  /**
   * Characters that the statement has in a policy at most, with the comma after it and without
   * white space.
   */
  int length() {
    Map<String, Object> statement =
        Map.of(
            "Sid",
            purpose,
            "Effect",
            effect.name(),
            "Action",
            actions,
            allButResources ? "NotResource" : "Resource",
            resources,
            "Condition",
            conditions);
    try {
      String json = JSON.writeValueAsString(statement);
      return REFERENCE.matcher(json).replaceAll(LONGEST_ARN).length() + ",".length();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the right " + purpose + " is no JSON", e);
    }
  }

  PolicyStatement statement() {
    PolicyStatement.Builder statement =
        PolicyStatement.Builder.create().sid(purpose).effect(effect).actions(actions);
    if (allButResources) {
      statement.notResources(resources);
    } else {
      statement.resources(resources);
    }
    if (!conditions.isEmpty()) {
      statement.conditions(conditions);
    }
    return statement.build();
  }

  /** One suppression for exactly this right's wildcards, or none when it has none. */
  Optional<NagPackSuppression> suppression() {
    if (effect == Effect.DENY) {
      return Optional.empty();
    }
    List<Object> wildcards = new ArrayList<>();
    if (!allButResources) {
      resources.stream()
          .filter(resource -> resource.contains("*"))
          .map(
              resource ->
                  RegexAppliesTo.builder()
                      .regex("/^Resource::" + pattern(resource) + "$/g")
                      .build())
          .forEach(wildcards::add);
    }
    if (wildcards.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        NagPackSuppression.builder()
            .id("AwsSolutions-IAM5")
            .reason(
                wildcardReason.orElseThrow(
                    () ->
                        new IllegalStateException(
                            "the right " + purpose + " has a wildcard without a reason")))
            .appliesTo(wildcards)
            .build());
  }

  /** A regular expression of the resource as cdk-nag writes it: a reference as {@code <Id.Arn>}. */
  private static String pattern(String resource) {
    return Arrays.stream(REFERENCE.split(resource, -1))
        .map(literal -> literal.replaceAll("([.*+?^${}()|\\[\\]\\\\/])", "\\\\$1"))
        .collect(Collectors.joining("<[^>]+>"));
  }
}
