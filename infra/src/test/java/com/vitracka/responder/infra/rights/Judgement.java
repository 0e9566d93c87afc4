package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.infra.rights.Evaluator.Decision;
import com.vitracka.responder.infra.rights.Evaluator.NamedPolicy;
import com.vitracka.responder.infra.rights.Evaluator.Principal;
import com.vitracka.responder.infra.rights.Evaluator.Request;
import com.vitracka.responder.infra.rights.StackRoles.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each role of a stack, judged: is it allowed all that is called, is it refused all else that would
 * change something, and would something that is called be refused without any one of its rights?
 */
public final class Judgement {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Somebody else's account and region. */
  private static final String THEIRS = "999999999999";

  private static final String ELSEWHERE = "us-east-1";

  /** Of the items that a request names; several are set apart by a space here. */
  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  private static final String OWN_PARTITION = "eu-west-1#incident#1";

  private static final Set<String> TABLE_WRITES =
      new TreeSet<>(
          List.of(
              "dynamodb:BatchWriteItem",
              "dynamodb:DeleteItem",
              "dynamodb:PartiQLDelete",
              "dynamodb:PartiQLInsert",
              "dynamodb:PartiQLUpdate",
              "dynamodb:PutItem",
              "dynamodb:UpdateItem"));

  /** Policy of a resource in another account that lets everybody in: only our own can refuse. */
  private static final String INVITING = "inviting";

  /**
   * What was found of one role.
   *
   * @param refused how many pairs of a mutating action and a resource are refused
   * @param unused how many actions and resources of its policies no call needs
   */
  public record Finding(Subject role, int refused, int unused) {
    /** Actions with who calls them, in the order of their names. */
    public Map<String, Set<String>> causes() {
      Map<String, Set<String>> causes = new TreeMap<>();
      role.needs()
          .forEach(
              need ->
                  causes
                      .computeIfAbsent(need.action(), action -> new TreeSet<>())
                      .add(need.because()));
      return causes;
    }
  }

  /**
   * One action or resource of a policy.
   *
   * @param member {@code Action} or {@code Resource}
   */
  private record Part(String policyName, JsonNode policy, int index, String member, String value) {
    JsonNode statement() {
      return policy.path("Statement").path(index);
    }

    Set<String> actions() {
      return Estate.list(statement().path("Action"))
          .map(JsonNode::asText)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean concerns(Need need) {
      return member.equals("Action")
          ? need.action().equals(value)
          : actions().contains(need.action());
    }

    JsonNode without() {
      ObjectNode copy = policy.deepCopy();
      ObjectNode statement = (ObjectNode) copy.path("Statement").path(index);
      ArrayNode left = JSON.createArrayNode();
      Estate.list(statement.path(member))
          .filter(other -> !other.asText().equals(value))
          .forEach(left::add);
      if (left.isEmpty()) {
        ((ArrayNode) copy.path("Statement")).remove(index);
      } else {
        statement.set(member, left);
      }
      return copy;
    }
  }

  private final Estate estate;
  private final Catalogue catalogue;
  private final Set<String> world;
  private final Map<String, Set<String>> candidates = new HashMap<>();
  private final Map<String, JsonNode> resourcePolicies;

  private final Map<String, Principal> principals = new LinkedHashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Consumer<Decision>> outcomes = new ArrayList<>();

  private final Map<String, Integer> refused = new TreeMap<>();
  private final Map<String, Integer> unused = new TreeMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private Judgement(StackRoles roles) {
    this.estate = roles.estate();
    this.catalogue = roles.catalogue();
    this.world = roles.world();
    this.resourcePolicies = new HashMap<>(estate.resourcePolicies());
    resourcePolicies.put(INVITING, inviting());
  }

  /**
   * Judges roles of a stack.
   *
   * @param only names of the functions, and of the roles of others, that are judged
   */
  public static Judgement of(StackRoles roles, Predicate<String> only) {
    Judgement judgement = new Judgement(roles);
    judgement.judge(roles.subjects().stream().filter(role -> only.test(role.name())).toList());
    return judgement;
  }

  public List<Finding> findings() {
    return findings;
  }

  /** What is wrong, each as a sentence that says what to do; empty when nothing is. */
  public Set<String> problems() {
    return problems;
  }

  private void judge(List<Subject> roles) {
    for (Subject role : roles) {
      if (role.needs().isEmpty()) {
        problems.add(
            role.name()
                + " is a role that nothing takes which ServiceNeeds knows: say there what does");
      }
      principals.put(role.name(), principal(role, role.policies()));
      askForNeeds(role);
      askForAllElse(role);
      askForControls(role);
      askWithoutEachPart(role);
    }
    List<Decision> decisions = Evaluator.decide(principals, resourcePolicies, requests);
    for (int i = 0; i < decisions.size(); i++) {
      outcomes.get(i).accept(decisions.get(i));
    }
    for (Subject role : roles) {
      findings.add(
          new Finding(
              role, refused.getOrDefault(role.name(), 0), unused.getOrDefault(role.name(), 0)));
    }
  }

  private void askForNeeds(Subject role) {
    for (Need need : role.needs()) {
      ask(
          role.name(),
          need.action(),
          need.resource(),
          need.context(),
          decision -> {
            if (!decision.allowed()) {
              problems.add(
                  role.name()
                      + " is refused "
                      + need
                      + (decision.error().isEmpty() ? "" : ", " + decision.error())
                      + ": give it the right in the stack, or take the call away");
            }
          });
      for (String key : need.context().keySet()) {
        Map<String, String> other = new TreeMap<>(need.context());
        other.put(key, "foreign");
        mustBeRefused(role, need.action(), need.resource(), other);
      }
    }
  }

  /** Each mutating action of each service that the role touches, on all that it may take. */
  private void askForAllElse(Subject role) {
    Map<String, String> wished = wishedContext(role);
    Set<String> needed =
        role.needs().stream()
            .map(need -> need.action() + " " + need.resource())
            .collect(Collectors.toSet());
    for (String service : role.services()) {
      for (Catalogue.Action action : catalogue.actions(service)) {
        if (action.isMutating()) {
          resources(service, action).stream()
              .filter(resource -> !needed.contains(action.name() + " " + resource))
              .forEach(resource -> mustBeRefused(role, action.name(), resource, wished));
        }
      }
    }
  }

  /**
   * What people have set is theirs: a function writes to its own partitions of a table, and never
   * to that one, not even in a batch.
   */
  private void askForControls(Subject role) {
    for (String table :
        role.isFunction() ? estate.ids("AWS::DynamoDB::GlobalTable") : List.<String>of()) {
      String arn = estate.arn(table);
      for (String action : TABLE_WRITES) {
        Stream.of(estate.region(), ELSEWHERE)
            .map(region -> region + "#controls")
            .flatMap(controls -> Stream.of(controls, OWN_PARTITION + " " + controls))
            .forEach(keys -> mustBeRefused(role, action, arn, Map.of(LEADING_KEYS, keys)));
      }
      role.needs().stream()
          .filter(need -> TABLE_WRITES.contains(need.action()) && need.resource().equals(arn))
          .forEach(
              need ->
                  ask(
                      role.name(),
                      need.action(),
                      arn,
                      Map.of(LEADING_KEYS, OWN_PARTITION),
                      decision -> {
                        if (!decision.allowed()) {
                          problems.add(role.name() + " is refused " + need + " on its own items");
                        }
                      }));
    }
  }

  private Set<String> resources(String service, Catalogue.Action action) {
    if (action.types().isEmpty() || FunctionNeeds.ON_ANYTHING.containsKey(action.name())) {
      return Set.of("*");
    }
    return action.types().stream()
        .flatMap(type -> candidates(service, type).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void mustBeRefused(
      Subject role, String action, String resource, Map<String, String> context) {
    ask(
        role.name(),
        action,
        resource,
        context,
        decision -> {
          if (decision.allowed()) {
            problems.add(
                role.name()
                    + " may "
                    + action
                    + " on "
                    + resource
                    + (context.containsKey(LEADING_KEYS)
                        ? " with the partitions " + context.get(LEADING_KEYS)
                        : "")
                    + (context.containsValue("foreign")
                        ? " whatever the condition, " + context
                        : "")
                    + ", which no call needs: narrow the right in the stack");
          } else if (decision.error().isEmpty()) {
            refused.merge(role.name(), 1, Integer::sum);
          } else {
            problems.add("cannot judge " + action + " on " + resource + ": " + decision.error());
          }
        });
  }

  /** Without any one action or resource of its policies, a role must be refused something. */
  private void askWithoutEachPart(Subject role) {
    role.policies()
        .forEach(
            (name, policy) -> {
              for (int i = 0; i < policy.path("Statement").size(); i++) {
                if (isRefusal(policy.path("Statement").path(i))) {
                  continue;
                }
                for (String member : List.of("Action", "Resource")) {
                  List<JsonNode> values =
                      Estate.list(policy.path("Statement").path(i).path(member)).toList();
                  // Without a single resource each action is gone, which is asked anyway.
                  if (member.equals("Action") || values.size() > 1) {
                    for (JsonNode value : values) {
                      askWithout(role, new Part(name, policy, i, member, value.asText()));
                    }
                  }
                }
              }
            });
  }

  private void askWithout(Subject role, Part part) {
    Map<String, JsonNode> policies = new TreeMap<>(role.policies());
    policies.put(part.policyName(), part.without());
    String principal = role.name() + "/" + principals.size();
    principals.put(principal, principal(role, policies));
    List<Need> concerned = role.needs().stream().filter(part::concerns).toList();
    if (concerned.isEmpty()) {
      unused(role, part);
    }
    int[] left = {concerned.size()};
    for (Need need : concerned) {
      ask(
          principal,
          need.action(),
          need.resource(),
          need.context(),
          decision -> {
            if (decision.allowed() && --left[0] == 0) {
              unused(role, part);
            }
          });
    }
  }

  private void unused(Subject role, Part part) {
    unused.merge(role.name(), 1, Integer::sum);
    problems.add(
        role.name()
            + " has a right that no call needs: "
            + part.value()
            + (part.member().equals("Action") ? "" : " as a resource of " + part.actions())
            + " in the statement "
            + part.statement().path("Sid").asText("(without a Sid)")
            + " of "
            + part.policyName()
            + ": take it away (or it is given twice)");
  }

  private void ask(
      String principal,
      String action,
      String resource,
      Map<String, String> context,
      Consumer<Decision> outcome) {
    Map<String, Object> whole = new TreeMap<>();
    whole.put("aws:SecureTransport", "true");
    whole.put(Need.REQUESTED_REGION, estate.region());
    whole.putAll(context);
    whole.computeIfPresent(LEADING_KEYS, (key, keys) -> List.of(keys.toString().split(" ", -1)));
    String owner = owner(resource);
    String policy = owner.equals(estate.account()) ? policyOf(resource) : INVITING;
    requests.add(new Request(principal, action, resource, owner, whole, policy));
    outcomes.add(outcome);
  }

  private String policyOf(String resource) {
    String holder = resource.startsWith("arn:aws:s3:") ? resource.split("/", 2)[0] : resource;
    return resourcePolicies.containsKey(holder) ? holder : "";
  }

  /** The account of a resource; a bucket's ARN does not tell, so ours are known by name. */
  private String owner(String resource) {
    if (!resource.startsWith("arn:")) {
      return estate.account();
    }
    String account = resource.split(":", 6)[4];
    if (!account.isEmpty()) {
      return account.matches("[0-9]{12}") ? account : THEIRS;
    }
    return resource.contains("foreign") ? THEIRS : estate.account();
  }

  /** Ours, the same elsewhere and at others', and ones that nobody knows. */
  private Set<String> candidates(String service, String type) {
    return candidates.computeIfAbsent(
        service + "/" + type,
        key -> {
          Set<String> found = new TreeSet<>();
          for (String arn : world) {
            if (catalogue.is(service, type, arn)) {
              found.add(arn);
              found.add(arn.replace(":" + estate.account() + ":", ":" + THEIRS + ":"));
              found.add(arn.replace(":" + estate.region() + ":", ":" + ELSEWHERE + ":"));
            }
          }
          found.add(catalogue.foreign(service, type, estate.account(), estate.region()));
          found.add(catalogue.foreign(service, type, THEIRS, estate.region()));
          return found;
        });
  }

  /** All that the role's own conditions ask for, so that none of them is what refuses. */
  private static Map<String, String> wishedContext(Subject role) {
    Map<String, String> wished = new TreeMap<>();
    StackRoles.statements(role.policies())
        // With what a refusal asks for, it would be what refuses.
        .filter(statement -> !isRefusal(statement))
        .flatMap(statement -> statement.path("Condition").valueStream())
        .forEach(
            operator ->
                operator
                    .properties()
                    .forEach(
                        key ->
                            Estate.list(key.getValue())
                                .findFirst()
                                .ifPresent(value -> wished.put(key.getKey(), value.asText()))));
    return wished;
  }

  private static boolean isRefusal(JsonNode statement) {
    return statement.path("Effect").asText().equals("Deny");
  }

  private static Principal principal(Subject role, Map<String, JsonNode> policies) {
    String session =
        role.arn().replace(":iam::", ":sts::").replace(":role/", ":assumed-role/") + "/session";
    return new Principal(
        session,
        policies.entrySet().stream()
            .map(policy -> new NamedPolicy(policy.getKey(), policy.getValue()))
            .toList());
  }

  private static JsonNode inviting() {
    ObjectNode statement =
        JSON.createObjectNode()
            .put("Effect", "Allow")
            .put("Principal", "*")
            .put("Action", "*")
            .put("Resource", "*");
    ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
    policy.set("Statement", JSON.createArrayNode().add(statement));
    return policy;
  }
}
