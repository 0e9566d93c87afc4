package com.vitracka.responder.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** docs/reference/rights.md: what each role may do, made from the template that is deployed. */
final class RightsTable {
  private static final String INTRODUCTION =
      """
      # Rights

      What each role of the stack may do, who needs it, and what it is refused: made from the template and the
      functions' bytecode ([how](../adr/0019-rights-are-held-to-the-calls.md)). Regenerate it with
      `mvn -pl infra -am test -Dtest=RightsTest -Dsurefire.failIfNoSpecifiedTests=false -Dresponder.update=true`.
      """;

  private static final String READING =
      """

      ## Role by role

      After an arrow stands the class that calls, or why a service needs the right. A name in angle brackets is a
      resource of the stack. A resource with a `*` has its reason beside the grant in `infra/src/main/java`. *Never*
      is an explicit refusal, which no other right of the role can lift.
      """;

  /** A role's own, and those that its rights go on in when they are too many for one. */
  static final Set<String> POLICIES = Set.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy");

  private final Map<String, Map<String, Object>> resources;

  RightsTable(Map<String, Map<String, Object>> resources) {
    this.resources = resources;
  }

  /**
   * The page.
   *
   * @param account shown as {@code ACCOUNT}
   * @param summary what was found of all roles
   * @param causes by role and action, who needs it
   */
  String markdown(String account, String summary, Map<String, Map<String, Set<String>>> causes) {
    Map<String, List<String>> rows = new TreeMap<>();
    resources.forEach(
        (id, resource) -> {
          Map<String, Object> properties = map(resource.get("Properties"));
          if (POLICIES.contains(String.valueOf(resource.get("Type")))) {
            for (Object role : list(properties.get("Roles"))) {
              rows(rows, text(role), map(properties.get("PolicyDocument")), causes);
            }
          } else if ("AWS::IAM::Role".equals(resource.get("Type"))) {
            for (Object policy : list(properties.get("Policies"))) {
              rows(rows, "<" + readable(id) + ">", map(map(policy).get("PolicyDocument")), causes);
            }
          }
        });
    StringBuilder page = new StringBuilder(INTRODUCTION).append(summary).append(READING);
    rows.forEach(
        (role, lines) -> {
          page.append("\n### ").append(role.replaceAll("[<>]", "")).append("\n\n");
          page.append("| What for | Actions | On | Only when |\n|---|---|---|---|\n");
          lines.stream().sorted().forEach(line -> page.append(line).append('\n'));
        });
    return page.toString().replace(account, "ACCOUNT");
  }

  private static void rows(
      Map<String, List<String>> rows,
      String role,
      Map<String, Object> document,
      Map<String, Map<String, Set<String>>> causes) {
    Map<String, Set<String>> ofRole = causes.getOrDefault(role.replaceAll("[<>]", ""), Map.of());
    for (Object item : list(document.get("Statement"))) {
      Map<String, Object> statement = map(item);
      rows.computeIfAbsent(role, name -> new ArrayList<>())
          .add(
              "| "
                  + statement.getOrDefault("Sid", "(by the CDK)")
                  + " | "
                  + (isRefusal(statement)
                      ? "**never** " + cell(statement.get("Action")).replace("<br>", ", ")
                      : actions(statement, ofRole))
                  + " | "
                  + (statement.containsKey("NotResource")
                      ? "all but " + cell(statement.get("NotResource"))
                      : cell(statement.get("Resource")))
                  + " | "
                  + conditions(statement)
                  + " |");
    }
  }

  private static boolean isRefusal(Map<String, Object> statement) {
    return "Deny".equals(statement.get("Effect"));
  }

  private static String actions(Map<String, Object> statement, Map<String, Set<String>> causes) {
    return list(statement.get("Action")).stream()
        .map(RightsTable::text)
        .sorted()
        .map(
            action ->
                "`" + action + "` ← " + String.join("; ", causes.getOrDefault(action, Set.of("?"))))
        .collect(Collectors.joining("<br>"));
  }

  private static String conditions(Map<String, Object> statement) {
    List<String> conditions = new ArrayList<>();
    map(statement.get("Condition"))
        .forEach(
            (operator, keys) ->
                map(keys)
                    .forEach(
                        (key, value) ->
                            conditions.add("`" + key + "` " + operator + " " + cell(value))));
    return String.join("<br>", conditions);
  }

  private static String cell(@Nullable Object value) {
    return list(value).stream()
        .map(item -> "`" + text(item) + "`")
        .sorted()
        .collect(Collectors.joining("<br>"));
  }

  /** The value as one reads it, with references as {@code <Id>}. */
  static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> function = map(value);
      if (function.containsKey("Ref")) {
        return "<" + readable(String.valueOf(function.get("Ref"))) + ">";
      }
      if (function.containsKey("Fn::GetAtt")) {
        return "<" + readable(String.valueOf(list(function.get("Fn::GetAtt")).getFirst())) + ">";
      }
      if (function.containsKey("Fn::Join")) {
        return list(list(function.get("Fn::Join")).get(1)).stream()
            .map(RightsTable::text)
            .collect(Collectors.joining());
      }
    }
    return String.valueOf(value);
  }

  /** A logical id without the digits that the CDK makes it unique by. */
  private static String readable(String logicalId) {
    return logicalId.replaceAll("[0-9A-F]{8}$", "");
  }

  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((key, member) -> map.put(String.valueOf(key), member));
    }
    return map;
  }

  static List<Object> list(@Nullable Object value) {
    if (value instanceof List<?> items) {
      return new ArrayList<>(items);
    }
    return value == null ? List.of() : List.of(value);
  }
}
