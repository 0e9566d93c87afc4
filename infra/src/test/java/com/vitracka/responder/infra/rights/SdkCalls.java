package com.vitracka.responder.infra.rights;

import com.vitracka.responder.infra.rights.ReachedCode.Use;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;

/** The IAM actions behind the calls of the AWS SDK that code makes. */
final class SdkCalls {
  private static final String SERVICES = "software.amazon.awssdk.services.";

  /** The SDK's package of a service, where IAM knows it by another name. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "bedrockagentcore", "bedrock-agentcore",
          "bedrockagentcorecontrol", "bedrock-agentcore",
          "cloudwatchlogs", "logs",
          "eventbridge", "events",
          "sesv2", "ses",
          "sfn", "states");

  /** Operations that IAM knows by another name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "dynamodb:TransactGetItems", "dynamodb:GetItem",
          "lambda:Invoke", "lambda:InvokeFunction",
          "s3:DeleteObjects", "s3:DeleteObject",
          "s3:HeadBucket", "s3:ListBucket",
          "s3:HeadObject", "s3:GetObject",
          "s3:ListObjectsV2", "s3:ListBucket",
          "s3:ListObjectVersions", "s3:ListBucketVersions");

  /**
   * Operations whose action, or resource, depends on what the request is made of: the builder's
   * methods stand for them.
   */
  private static final Map<String, Action> BY_REQUEST =
      Map.of(
          "dynamodb.model.TransactWriteItem$Builder.put", action("dynamodb:PutItem", "table"),
          "dynamodb.model.TransactWriteItem$Builder.update", action("dynamodb:UpdateItem", "table"),
          "dynamodb.model.TransactWriteItem$Builder.delete", action("dynamodb:DeleteItem", "table"),
          "dynamodb.model.TransactWriteItem$Builder.conditionCheck",
              action("dynamodb:ConditionCheckItem", "table"),
          "dynamodb.model.QueryRequest$Builder.indexName", action("dynamodb:Query", "index"),
          "s3.model.GetObjectRequest$Builder.versionId", action("s3:GetObjectVersion", "object"),
          "sns.model.PublishRequest$Builder.topicArn", action("sns:Publish", "topic"),
          "sns.model.PublishRequest$Builder.phoneNumber", action("sns:Publish", Estate.PHONE));

  private static final Set<String> ONLY_BY_REQUEST =
      Set.of("dynamodb:TransactWriteItems", "sns:Publish");

  /** Of an operation with a line of its own above. */
  private static final Map<String, Action> NARROWED =
      Map.of("dynamodb:Query", action("dynamodb:Query", "table"));

  /**
   * An action on resources of some types.
   *
   * @param types IAM's names; empty for all that the action takes
   */
  record Action(String name, Set<String> types) implements Comparable<Action> {
    @Override
    public int compareTo(Action other) {
      return toString().compareTo(other.toString());
    }

    String service() {
      return name.substring(0, name.indexOf(':'));
    }
  }

  private SdkCalls() {}

  private static Action action(String name, String... types) {
    return new Action(name, Set.of(types));
  }

  /** The actions, each with the places that call. */
  static Map<Action, Set<Use>> of(ReachedCode code) {
    Map<Action, Set<Use>> found = new TreeMap<>();
    Set<String> made = new TreeSet<>();
    for (Use use : code.uses()) {
      if (use.owner().startsWith(SERVICES)) {
        find(use, made)
            .ifPresent(action -> found.computeIfAbsent(action, a -> new TreeSet<>()).add(use));
      }
    }
    made.stream()
        .filter(
            operation ->
                found.keySet().stream()
                    .noneMatch(action -> operation.startsWith(action.service() + ":")))
        .forEach(
            operation -> {
              throw new IllegalStateException(
                  "the code calls "
                      + operation
                      + " with a request that says nothing SdkCalls knows of what it is about");
            });
    return found;
  }

  private static Optional<Action> find(Use use, Set<String> made) {
    String inSdk = use.owner().substring(SERVICES.length());
    Action byRequest = BY_REQUEST.get(inSdk + "." + use.method());
    if (byRequest != null) {
      return Optional.of(byRequest);
    }
    if (inSdk.contains(".model.")) {
      return Optional.empty();
    }
    if (inSdk.endsWith("Presigner")) {
      throw new IllegalStateException(
          use.at()
              + " signs a request for somebody else to send; say in SdkCalls what right that needs");
    }
    String sdkPackage = inSdk.substring(0, inSdk.indexOf('.'));
    String service = PREFIXES.getOrDefault(sdkPackage, sdkPackage);
    Optional<String> name =
        operation(ReachedCode.load(use.owner()), use.method())
            .map(operation -> service + ":" + operation);
    name.filter(ONLY_BY_REQUEST::contains).ifPresent(made::add);
    return name.filter(operation -> !ONLY_BY_REQUEST.contains(operation))
        .map(operation -> OTHER_NAMES.getOrDefault(operation, operation))
        .map(operation -> NARROWED.getOrDefault(operation, action(operation)));
  }

  /** The operation that a client's or waiter's method calls, by the request that it takes. */
  private static Optional<String> operation(Class<?> owner, String method) {
    return Stream.of(owner.getMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .map(Method::getParameterTypes)
        .flatMap(Stream::of)
        .filter(SdkRequest.class::isAssignableFrom)
        .map(request -> request.getSimpleName().replaceFirst("Request$", ""))
        .findFirst();
  }
}
