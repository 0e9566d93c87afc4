package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A synthesised stack as IAM would meet it: each reference is the ARN or the name of a resource,
 * made up where CloudFormation would make it up, always in the same way.
 */
final class Estate {
  /** What an SMS is sent to; no ARN, though SNS checks rights on it. */
  static final String PHONE = "phone";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a reference gives. */
  private enum Ref {
    NAME,
    ARN,
    OTHER
  }

  /**
   * How resources of a type are called.
   *
   * @param nameProperty that gives the name; empty when CloudFormation makes it
   * @param arn with {@code R}, {@code A} and {@code N} for region, account and name
   */
  private record Shape(String nameProperty, String arn, Ref ref) {}

  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          shape("AWS::CloudWatch::Alarm", "AlarmName", "arn:aws:cloudwatch:R:A:alarm:N", Ref.NAME),
          shape(
              "AWS::CloudWatch::CompositeAlarm",
              "AlarmName",
              "arn:aws:cloudwatch:R:A:alarm:N",
              Ref.NAME),
          shape(
              "AWS::CloudWatch::Dashboard",
              "DashboardName",
              "arn:aws:cloudwatch::A:dashboard/N",
              Ref.NAME),
          shape(
              "AWS::DynamoDB::GlobalTable", "TableName", "arn:aws:dynamodb:R:A:table/N", Ref.NAME),
          shape("AWS::DynamoDB::Table", "TableName", "arn:aws:dynamodb:R:A:table/N", Ref.NAME),
          shape("AWS::Events::Rule", "Name", "arn:aws:events:R:A:rule/N", Ref.NAME),
          shape("AWS::IAM::Role", "RoleName", "arn:aws:iam::A:role/N", Ref.NAME),
          shape("AWS::KMS::Key", "", "arn:aws:kms:R:A:key/N", Ref.NAME),
          shape("AWS::Lambda::Function", "FunctionName", "arn:aws:lambda:R:A:function:N", Ref.NAME),
          shape("AWS::Logs::LogGroup", "LogGroupName", "arn:aws:logs:R:A:log-group:N", Ref.NAME),
          shape("AWS::S3::Bucket", "BucketName", "arn:aws:s3:::N", Ref.NAME),
          shape("AWS::SES::EmailIdentity", "EmailIdentity", "arn:aws:ses:R:A:identity/N", Ref.NAME),
          shape("AWS::SNS::Topic", "TopicName", "arn:aws:sns:R:A:N", Ref.ARN),
          shape("AWS::SQS::Queue", "QueueName", "arn:aws:sqs:R:A:N", Ref.OTHER),
          shape("AWS::SSM::Parameter", "Name", "arn:aws:ssm:R:A:parameterN", Ref.NAME),
          shape(
              "AWS::Scheduler::Schedule",
              "Name",
              "arn:aws:scheduler:R:A:schedule/default/N",
              Ref.NAME),
          shape(
              "AWS::StepFunctions::StateMachine",
              "StateMachineName",
              "arn:aws:states:R:A:stateMachine:N",
              Ref.ARN));

  private final JsonNode resources;
  private final String account;
  private final String region;

  /**
   * @param template as synthesised
   */
  Estate(Map<String, Object> template, String account, String region) {
    this(JSON.<JsonNode>valueToTree(template), account, region);
  }

  private Estate(JsonNode template, String account, String region) {
    this.resources = template.path("Resources");
    this.account = account;
    this.region = region;
  }

  private static Map.Entry<String, Shape> shape(
      String type, String nameProperty, String arn, Ref ref) {
    return Map.entry(type, new Shape(nameProperty, arn, ref));
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  /**
   * A role of the stack.
   *
   * @param id logical
   * @param policies name and document of each, with references resolved
   */
  record Role(String id, String arn, Map<String, JsonNode> policies) {}

  /** Logical ids of the resources of a type. */
  List<String> ids(String type) {
    List<String> ids = new ArrayList<>();
    resources
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().path("Type").asText().equals(type)) {
                ids.add(entry.getKey());
              }
            });
    return ids;
  }

  /** Properties with references resolved. */
  JsonNode properties(String id) {
    return resolve(resources.path(id).path("Properties"));
  }

  List<Role> roles() {
    return ids("AWS::IAM::Role").stream().map(this::role).toList();
  }

  private Role role(String id) {
    Map<String, JsonNode> policies = new TreeMap<>();
    JsonNode role = properties(id);
    if (!role.path("ManagedPolicyArns").isEmpty()) {
      throw new IllegalStateException(
          id
              + " has managed policies of others, whose rights are not in the template: give it its"
              + " own");
    }
    role.path("Policies")
        .forEach(
            policy ->
                policies.put(
                    id + "/" + policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
    for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
      for (String policy : ids(type)) {
        JsonNode properties = properties(policy);
        properties
            .path("Roles")
            .forEach(
                name -> {
                  if (name.asText().equals(name(id))) {
                    policies.put(policy, properties.path("PolicyDocument"));
                  }
                });
      }
    }
    return new Role(id, arn(id), policies);
  }

  /** The policies of resources, by the ARN of the resource. */
  Map<String, JsonNode> resourcePolicies() {
    Map<String, JsonNode> policies = new LinkedHashMap<>();
    ids("AWS::KMS::Key").forEach(key -> add(policies, arn(key), properties(key).path("KeyPolicy")));
    for (String type : List.of("AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")) {
      for (String id : ids(type)) {
        JsonNode policy = properties(id);
        JsonNode of = policy.has("Topics") ? policy.path("Topics") : policy.path("Queues");
        of.forEach(
            resource -> add(policies, arnOfUrl(resource.asText()), policy.path("PolicyDocument")));
      }
    }
    for (String id : ids("AWS::S3::BucketPolicy")) {
      JsonNode policy = properties(id);
      add(
          policies,
          "arn:aws:s3:::" + policy.path("Bucket").asText(),
          policy.path("PolicyDocument"));
    }
    return policies;
  }

  private static void add(Map<String, JsonNode> policies, String arn, JsonNode document) {
    JsonNode before = policies.putIfAbsent(arn, document);
    if (before instanceof ObjectNode policy) {
      ArrayNode all = JSON.createArrayNode();
      list(policy.path("Statement")).forEach(all::add);
      list(document.path("Statement")).forEach(all::add);
      ObjectNode joined = policy.deepCopy();
      joined.set("Statement", all);
      policies.put(arn, joined);
    }
  }

  private String arnOfUrl(String resource) {
    return resource.startsWith("https://sqs.")
        ? "arn:aws:sqs:"
            + region
            + ":"
            + account
            + resource.substring(resource.lastIndexOf('/')).replace('/', ':')
        : resource;
  }

  /** ARNs of all resources of the stack that have one which rights are given on. */
  Set<String> arns() {
    Set<String> arns = new TreeSet<>();
    resources
        .properties()
        .forEach(
            entry -> {
              String type = entry.getValue().path("Type").asText();
              if (SHAPES.containsKey(type) || type.startsWith("AWS::Lambda::")) {
                find(entry.getKey()).ifPresent(arns::add);
              }
            });
    for (String table : ids("AWS::DynamoDB::GlobalTable")) {
      arns.addAll(indexes(table));
    }
    for (String group : ids("AWS::Logs::LogGroup")) {
      arns.add(arn(group) + ":log-stream:2026/11/25/one");
    }
    return arns;
  }

  Set<String> indexes(String table) {
    Set<String> arns = new TreeSet<>();
    properties(table)
        .path("GlobalSecondaryIndexes")
        .forEach(index -> arns.add(arn(table) + "/index/" + index.path("IndexName").asText()));
    return arns;
  }

  /** The resource of the stack that a value in an environment names, by its name or ARN. */
  Optional<String> findNamed(String value) {
    List<String> ids = new ArrayList<>();
    resources.fieldNames().forEachRemaining(ids::add);
    return ids.stream()
        .filter(id -> SHAPES.containsKey(type(id)))
        .filter(id -> value.equals(name(id)) || value.equals(arn(id)))
        .findFirst();
  }

  String type(String id) {
    return resources.path(id).path("Type").asText();
  }

  String arn(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a right names "
                        + id
                        + " of type "
                        + type(id)
                        + ": add the shape of its ARN to Estate"));
  }

  private Optional<String> find(String id) {
    JsonNode properties = resources.path(id).path("Properties");
    return switch (type(id)) {
      case "AWS::Lambda::Alias" ->
          Optional.of(
              "arn:aws:lambda:"
                  + region
                  + ":"
                  + account
                  + ":function:"
                  + text(properties.path("FunctionName"))
                  + ":"
                  + text(properties.path("Name")));
      case "AWS::Lambda::Version" ->
          Optional.of(
              "arn:aws:lambda:"
                  + region
                  + ":"
                  + account
                  + ":function:"
                  + text(properties.path("FunctionName"))
                  + ":1");
      default ->
          Optional.ofNullable(SHAPES.get(type(id)))
              .map(shape -> withPlace(shape.arn()).replaceFirst("N$", name(id)));
    };
  }

  private String withPlace(String arn) {
    return arn.replace(":R:", ":" + region + ":").replace(":A:", ":" + account + ":");
  }

  /** The name that the template gives, or one made of the logical id. */
  String name(String id) {
    Shape shape = SHAPES.get(type(id));
    if (shape == null) {
      return id;
    }
    JsonNode given = resources.path(id).path("Properties").path(shape.nameProperty());
    return given.isMissingNode() ? id.toLowerCase(Locale.ROOT) : text(given);
  }

  private String text(JsonNode value) {
    return resolve(value).asText();
  }

  private JsonNode resolve(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = JSON.createArrayNode();
      value.forEach(item -> items.add(resolve(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.size() == 1) {
      String function = value.fieldNames().next();
      JsonNode argument = value.path(function);
      @Nullable String resolved =
          switch (function) {
            case "Ref" -> ref(argument.asText());
            case "Fn::GetAtt" -> attribute(argument.path(0).asText(), argument.path(1).asText());
            case "Fn::Join" -> join(argument);
            case "Fn::Select" -> select(argument);
            default -> null;
          };
      if (resolved != null) {
        return JSON.getNodeFactory().textNode(resolved);
      }
      if (function.startsWith("Fn::")) {
        throw new IllegalStateException("Estate does not resolve " + function + " yet: add it");
      }
    }
    ObjectNode members = JSON.createObjectNode();
    value.properties().forEach(entry -> members.set(entry.getKey(), resolve(entry.getValue())));
    return members;
  }

  /** Of the parts of a split text, the only list that templates of the CDK select from. */
  private String select(JsonNode argument) {
    JsonNode split = argument.path(1).path("Fn::Split");
    return text(split.path(1))
        .split(Pattern.quote(split.path(0).asText()), -1)[argument.path(0).asInt()];
  }

  private String join(JsonNode argument) {
    return String.join(
        argument.path(0).asText(), list(argument.path(1)).map(this::text).toArray(String[]::new));
  }

  private String ref(String id) {
    return switch (id) {
      case "AWS::Partition" -> "aws";
      case "AWS::AccountId" -> account;
      case "AWS::Region" -> region;
      case "AWS::URLSuffix" -> "amazonaws.com";
      default -> {
        Shape shape = SHAPES.get(type(id));
        if (shape == null) {
          yield find(id).orElse(id);
        }
        yield switch (shape.ref()) {
          case NAME -> name(id);
          case ARN -> arn(id);
          case OTHER -> "https://sqs." + region + ".amazonaws.com/" + account + "/" + name(id);
        };
      }
    };
  }

  private String attribute(String id, String attribute) {
    boolean arn = attribute.equals("Arn") || attribute.equals("TopicArn");
    if (!arn) {
      return type(id).equals("AWS::Lambda::Version") ? "1" : id + "." + attribute;
    }
    // A log group's own ARN ends so, to stand for its streams.
    return type(id).equals("AWS::Logs::LogGroup") ? arn(id) + ":*" : arn(id);
  }

  static Stream<JsonNode> list(JsonNode value) {
    if (value.isMissingNode()) {
      return Stream.empty();
    }
    List<JsonNode> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(items::add);
    } else {
      items.add(value);
    }
    return items.stream();
  }
}
