package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The roles of a stack, each with what it needs, and all resources that anybody may think of. */
public final class StackRoles {
  private final Estate estate;
  private final Catalogue catalogue;
  private final List<Subject> subjects = new ArrayList<>();
  private final Set<String> world = new TreeSet<>();

  /**
   * A role.
   *
   * @param name the function's, or the role's logical one
   * @param role the role's logical name
   * @param needs empty when nothing is known to take the role
   * @param policies by name
   */
  public record Subject(
      String name, String role, String arn, List<Need> needs, Map<String, JsonNode> policies) {
    public boolean isFunction() {
      return !name.equals(role);
    }

    /** Services that the role calls, or has a right to. */
    Set<String> services() {
      Set<String> services = granted(policies);
      needs.forEach(need -> services.add(need.service()));
      return services;
    }
  }

  private StackRoles(Estate estate, Catalogue catalogue) {
    this.estate = estate;
    this.catalogue = catalogue;
  }

  /**
   * Reads a template and the code of its functions.
   *
   * @param template as synthesised
   */
  public static StackRoles of(
      Map<String, Object> template, Plan plan, String account, String region) {
    Estate estate = new Estate(template, account, region);
    Set<String> services = new TreeSet<>();
    estate.roles().forEach(role -> services.addAll(granted(role.policies())));
    Map<String, ReachedCode> code = new TreeMap<>();
    for (String function : estate.ids("AWS::Lambda::Function")) {
      ReachedCode reached =
          ReachedCode.from(estate.properties(function).path("Handler").asText().split("::", 2)[0]);
      code.put(function, reached);
      SdkCalls.of(reached).keySet().forEach(action -> services.add(action.service()));
    }
    StackRoles roles = new StackRoles(estate, Evaluator.catalogue(services));
    roles.read(plan, code);
    return roles;
  }

  private void read(Plan plan, Map<String, ReachedCode> code) {
    Map<String, List<Need>> needs = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    world.addAll(estate.arns());
    world.addAll(FunctionNeeds.ofPlan(plan, estate));
    code.forEach(
        (function, reached) -> {
          FunctionNeeds ofFunction = new FunctionNeeds(estate, catalogue, plan, function, reached);
          String role = estate.properties(function).path("Role").asText();
          needs.put(role, ofFunction.all());
          names.put(role, estate.name(function));
          world.addAll(ofFunction.known());
        });
    needs.values().stream().flatMap(List::stream).map(Need::resource).forEach(world::add);
    world.removeIf(resource -> !resource.startsWith("arn:"));
    for (String bucket : estate.ids("AWS::S3::Bucket")) {
      world.add(estate.arn(bucket) + "/other/object");
    }
    for (Estate.Role role : estate.roles()) {
      String readable = role.id().replaceAll("[0-9A-F]{8}$", "");
      subjects.add(
          new Subject(
              names.getOrDefault(role.arn(), readable),
              readable,
              role.arn(),
              needs.containsKey(role.arn())
                  ? needs.get(role.arn())
                  : ServiceNeeds.of(estate, role.arn()),
              role.policies()));
    }
  }

  private static Set<String> granted(Map<String, JsonNode> policies) {
    Set<String> services = new TreeSet<>();
    statements(policies)
        .flatMap(statement -> Estate.list(statement.path("Action")))
        .forEach(action -> services.add(action.asText().split(":", 2)[0]));
    return services;
  }

  static Stream<JsonNode> statements(Map<String, JsonNode> policies) {
    return policies.values().stream().flatMap(policy -> Estate.list(policy.path("Statement")));
  }

  public List<Subject> subjects() {
    return subjects;
  }

  Estate estate() {
    return estate;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** ARNs of resources, ours and those that the plan names. */
  Set<String> world() {
    return world;
  }
}
