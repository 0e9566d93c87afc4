package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.aws.ReleaseKeys;
import com.vitracka.responder.aws.S3Backups;
import com.vitracka.responder.aws.S3Reports;
import com.vitracka.responder.infra.rights.ReachedCode.Use;
import com.vitracka.responder.infra.rights.SdkCalls.Action;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.watch.Heartbeat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a function needs: the actions that its code calls, on the resources that its environment and
 * the plan name to it, and what follows from them.
 */
final class FunctionNeeds {
  /** Actions that AWS checks on no resource, though it publishes a type of resource for them. */
  static final Map<String, String> ON_ANYTHING =
      Map.of(
          "cloudwatch:DescribeAlarms", "by names that may be composite alarms",
          "cloudwatch:GetMetricData", "a dataset is something else than a metric",
          "cloudwatch:PutMetricData", "a dataset is something else than a metric");

  private final Estate estate;
  private final Catalogue catalogue;
  private final Plan plan;
  private final String id;
  private final JsonNode function;
  private final Map<String, String> environment;
  private final ReachedCode code;

  FunctionNeeds(Estate estate, Catalogue catalogue, Plan plan, String id, ReachedCode code) {
    this.estate = estate;
    this.catalogue = catalogue;
    this.plan = plan;
    this.id = id;
    this.function = estate.properties(id);
    this.code = code;
    this.environment = new TreeMap<>();
    Evaluator.members(function.path("Environment").path("Variables"))
        .forEach((name, value) -> environment.put(name, value.asText()));
  }

  List<Need> all() {
    List<Need> needs = new ArrayList<>();
    SdkCalls.of(code).forEach((action, uses) -> needs.addAll(called(action, uses)));
    needs.addAll(byLambda());
    List<Need> following = needs.stream().flatMap(this::follow).toList();
    needs.addAll(following);
    needs.addAll(following.stream().flatMap(this::follow).toList());
    return needs.stream()
        .collect(
            Collectors.toMap(
                need -> need.action() + need.resource() + need.context(),
                need -> need,
                (one, other) -> one,
                TreeMap::new))
        .values()
        .stream()
        .toList();
  }

  private List<Need> called(Action action, Collection<Use> uses) {
    return uses.stream()
        .collect(Collectors.groupingBy(use -> context(action.name(), use.inClass())))
        .entrySet()
        .stream()
        .flatMap(alike -> called(action, alike.getKey(), alike.getValue()).stream())
        .toList();
  }

  private List<Need> called(Action action, Map<String, String> context, Collection<Use> uses) {
    String classes = uses.stream().map(Use::inClass).distinct().collect(Collectors.joining(", "));
    String at = uses.stream().map(Use::at).distinct().collect(Collectors.joining(", "));
    Catalogue.Action published =
        catalogue
            .find(action.name())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        action.name()
                            + ", called in "
                            + at
                            + ", is no action of IAM: say in SdkCalls which action it is"));
    List<Need> needs =
        resources(action, published).stream()
            .map(resource -> new Need(action.name(), resource, context, classes, at))
            .toList();
    if (needs.isEmpty()) {
      throw new IllegalStateException(
          id
              + " calls "
              + action.name()
              + " in "
              + at
              + ", but neither its environment nor the plan names a resource of the type "
              + published.types()
              + " to it: set a variable in the stack, or say in FunctionNeeds.known how the code"
              + " makes the name up");
    }
    return needs;
  }

  private Set<String> resources(Action action, Catalogue.Action published) {
    if (published.types().isEmpty() || ON_ANYTHING.containsKey(action.name())) {
      return Set.of("*");
    }
    if (action.types().contains(Estate.PHONE)) {
      return Set.of("+447700900123");
    }
    return known().stream()
        .filter(
            arn ->
                published.types().stream()
                    .filter(type -> action.types().isEmpty() || action.types().contains(type))
                    .anyMatch(type -> catalogue.is(action.service(), type, arn)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a call tells IAM beside action and resource, where rights have conditions on it. */
  private Map<String, String> context(String action, String inClass) {
    return switch (action + " in " + inClass) {
      case "cloudwatch:PutMetricData in CanaryMetric" ->
          Map.of("cloudwatch:namespace", "AgentCoreResponder");
      case "cloudwatch:PutMetricData in StandbyHeartbeat" ->
          Map.of(
              "cloudwatch:namespace",
              Heartbeat.NAMESPACE,
              Need.REQUESTED_REGION,
              plan.standbyRegion());
      case "s3:ListBucket in S3Reports" -> Map.of("s3:prefix", S3Reports.folder("incident"));
      case "ses:SendEmail in SesMailer" ->
          Map.of("ses:FromAddress", environment.getOrDefault("RESPONDER_SENDER", ""));
      default -> Map.of();
    };
  }

  /** ARNs of all that the function's code knows the name of. */
  Set<String> known() {
    Set<String> known = new TreeSet<>(ofPlan(plan, estate));
    environment.values().forEach(value -> known.addAll(named(value)));
    variable("RESPONDER_RECORDS_BUCKET")
        .ifPresent(
            bucket -> {
              if (code.reaches(S3Backups.class)) {
                plan.agents()
                    .forEach(
                        agent ->
                            known.add(object(bucket, S3Backups.key(agent.name(), "incident"))));
              }
              if (code.reaches(S3Reports.class)) {
                known.add(object(bucket, S3Reports.folder("incident") + "report.html"));
              }
            });
    return known;
  }

  /** What the plan names. */
  static Set<String> ofPlan(Plan plan, Estate estate) {
    Set<String> arns = new TreeSet<>();
    for (Agent agent : plan.agents()) {
      String runtime = agent.runtimeArn(estate.region(), estate.account());
      arns.add(runtime);
      arns.add(runtime + "/runtime-endpoint/" + agent.endpoint());
      // CloudWatch Logs names a group with an empty stream, and newer APIs without one.
      String group = arn(estate, "logs", "log-group:" + agent.logGroup());
      arns.add(group);
      arns.add(group + ":log-stream:");
    }
    for (Contact contact : plan.contacts()) {
      contact
          .phoneParameter()
          .ifPresent(parameter -> arns.add(arn(estate, "ssm", "parameter" + parameter)));
      arns.add(arn(estate, "ses", "identity/" + contact.email()));
    }
    arns.add(arn(estate, "ses", "identity/" + plan.sender()));
    return arns;
  }

  private Set<String> named(String value) {
    Set<String> arns = new TreeSet<>();
    estate
        .findNamed(value.replaceFirst(":live$", ""))
        .ifPresent(
            resource -> {
              String arn = estate.arn(resource);
              switch (estate.type(resource)) {
                case "AWS::DynamoDB::GlobalTable" -> {
                  arns.add(arn);
                  arns.addAll(estate.indexes(resource));
                }
                case "AWS::Lambda::Function" ->
                    arns.add(value.endsWith(":live") ? arn + ":live" : arn);
                case "AWS::StepFunctions::StateMachine" -> {
                  arns.add(arn);
                  arns.add(arn.replace(":stateMachine:", ":execution:") + ":incident");
                }
                default -> arns.add(arn);
              }
            });
    return arns;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** What Lambda itself does with the function's role. */
  private List<Need> byLambda() {
    List<Need> needs = new ArrayList<>();
    String group = function.path("LoggingConfig").path("LogGroup").asText();
    for (String action : List.of("logs:CreateLogStream", "logs:PutLogEvents")) {
      needs.add(
          Need.of(
              action,
              arn(estate, "logs", "log-group:" + group + ":log-stream:2026/11/25/one"),
              "Lambda writes the function's log with its role"));
    }
    for (String config : estate.ids("AWS::Lambda::EventInvokeConfig")) {
      JsonNode properties = estate.properties(config);
      JsonNode destination =
          properties.path("DestinationConfig").path("OnFailure").path("Destination");
      if (properties.path("FunctionName").asText().equals(estate.name(id))
          && !destination.isMissingNode()) {
        needs.add(
            Need.of(
                destination.asText().contains(":sqs:") ? "sqs:SendMessage" : "sns:Publish",
                destination.asText(),
                "Lambda keeps events that failed with the function's role"));
      }
    }
    return needs;
  }

  /** What a service does with the rights of who calls it. */
  private Stream<Need> follow(Need need) {
    return switch (need.action()) {
      case "bedrock-agentcore:UpdateAgentRuntime" -> update();
      case "s3:GetObject", "s3:GetObjectVersion" ->
          keyOf(need.resource()).stream()
              .map(key -> Need.of("kms:Decrypt", key, "S3 decrypts the object for the reader"));
      case "s3:PutObject" ->
          keyOf(need.resource()).stream()
              .flatMap(
                  key ->
                      Stream.of(
                          Need.of(
                              "kms:GenerateDataKey", key, "S3 encrypts the object for the writer"),
                          // AWS asks for it in uploads of several parts, and does not say whether
                          // a bucket key needs it; without a right to read, it opens nothing.
                          Need.of("kms:Decrypt", key, "S3 may open the bucket's key again")));
      case "sns:Publish", "sqs:SendMessage" ->
          keyOf(need.resource()).stream()
              .flatMap(
                  key ->
                      Stream.of("kms:Decrypt", "kms:GenerateDataKey")
                          .map(
                              action ->
                                  Need.of(action, key, "the service encrypts it for the sender")));
      default -> Stream.empty();
    };
  }

  /** AgentCore passes the runtime's role on, and reads the code, with the rights of the caller. */
  private Stream<Need> update() {
    List<Need> needs = new ArrayList<>();
    String reading = "AgentCore reads the code of an update for the caller";
    for (Agent agent : plan.agents()) {
      needs.add(
          Need.of(
                  "iam:PassRole",
                  "arn:aws:iam::" + estate.account() + ":role/" + agent.executionRole(),
                  "an update names the agent's role")
              .with("iam:PassedToService", "bedrock-agentcore.amazonaws.com"));
      Stream<String> zips =
          Stream.concat(
              Stream.of(object(toolkitBucket(estate), agent.name() + "/deployment.zip")),
              variable("RESPONDER_RELEASES_BUCKET").stream()
                  .map(bucket -> object(bucket, ReleaseKeys.code(agent.name(), "release"))));
      zips.flatMap(
              zip ->
                  Stream.of("s3:GetObject", "s3:GetObjectVersion")
                      .map(action -> Need.of(action, zip, reading)))
          .forEach(needs::add);
    }
    variable("RESPONDER_RELEASES_BUCKET")
        .ifPresent(
            bucket ->
                needs.add(
                    Need.of(
                        "s3:ListBucket",
                        "arn:aws:s3:::" + bucket,
                        "without it a release that is missing looks like one that is forbidden")));
    return needs.stream();
  }

  /** Where the agents' own toolkit keeps the zips of an account and region. */
  static String toolkitBucket(Estate estate) {
    return "bedrock-agentcore-codebuild-sources-" + estate.account() + "-" + estate.region();
  }

  /** The customer's key that a bucket, topic or queue of the stack is encrypted with. */
  private Optional<String> keyOf(String resource) {
    String bucket = resource.replaceFirst("^arn:aws:s3:::([^/]+)/.*", "$1");
    return estate
        .findNamed(resource.startsWith("arn:aws:s3:") ? bucket : resource)
        .map(estate::properties)
        .map(
            properties ->
                properties
                    .findPath("KMSMasterKeyID")
                    .asText(properties.path("KmsMasterKeyId").asText("")))
        .filter(key -> !key.isEmpty());
  }

  private static String object(String bucket, String key) {
    return "arn:aws:s3:::" + bucket + "/" + key;
  }

  private static String arn(Estate estate, String service, String resource) {
    return "arn:aws:" + service + ":" + estate.region() + ":" + estate.account() + ":" + resource;
  }
}
