package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.infra.rights.Need;
import com.vitracka.responder.infra.rights.StackRoles;
import com.vitracka.responder.infra.rights.StackRoles.Subject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The functions' roles in the local AWS with {@code AUTH=true}: each function makes each call of
 * every function, and some that nobody may make, with the credentials of its role.
 *
 * <p>Whether a call then finds what it asks for does not matter, only whether it was refused. What
 * the local AWS checks on no resource is in docs/reference/local-differences.md.
 */
@Tag("endpoint")
class RolesEndpointTest {
  private static final String ACCOUNT = "000000000000";
  private static final Region REGION = Region.EU_WEST_1;
  private static final AwsCredentialsProvider ROOT =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final Set<String> REFUSALS =
      Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError");

  /** A call on the resource with this ARN. */
  private static final Map<String, BiConsumer<Aws, String>> CALLS = calls();

  /** What no function may do, and would be worst. */
  private static final Map<String, String> NOBODYS =
      Map.of(
          "bedrock-agentcore:DeleteAgentRuntime",
          "arn:aws:bedrock-agentcore:eu-west-1:000000000000:runtime/coach_companion-0ZUOP04U5z",
          "cloudwatch:DeleteAlarms",
          "*",
          "dynamodb:DeleteTable",
          "arn:aws:dynamodb:eu-west-1:000000000000:table/incidents",
          "lambda:DeleteFunction",
          "arn:aws:lambda:eu-west-1:000000000000:function:responder-act",
          "logs:DeleteLogGroup",
          "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/responder-act",
          "s3:DeleteObject",
          "arn:aws:s3:::records/reports/incident/report.html",
          "sns:DeleteTopic",
          "arn:aws:sns:eu-west-1:000000000000:responder-fallback",
          "ssm:PutParameter",
          "arn:aws:ssm:eu-west-1:000000000000:parameter/responder/phones/cto",
          "states:StopExecution",
          "arn:aws:states:eu-west-1:000000000000:execution:responder-recovery:incident");

  private record Call(String action, String resource, String region) {
    static Call of(Need need) {
      return new Call(
          need.action(),
          need.resource(),
          need.context().getOrDefault("aws:RequestedRegion", REGION.id()));
    }
  }

  private final URI endpoint = URI.create(System.getProperty("aws.endpoint"));
  private final SdkHttpClient http = AwsCrtHttpClient.create();

  @Test
  void each_role_is_let_through_with_its_own_calls_and_refused_all_others() {
    List<Subject> functions = functions();
    Set<Call> calls = calls(functions);
    makeBuckets(calls);
    List<String> wrong = new ArrayList<>();
    int letThrough = 0;
    int refused = 0;
    for (Subject function : functions) {
      AwsCredentialsProvider credentials = credentials(function);
      Map<String, Aws> clients = new TreeMap<>();
      Set<Call> needed = function.needs().stream().map(Call::of).collect(Collectors.toSet());
      for (Call call : calls) {
        Aws aws =
            clients.computeIfAbsent(
                call.region(),
                region -> new Aws(Region.of(region), credentials, Optional.of(endpoint)));
        boolean was = isLetThrough(aws, call);
        if (was != needed.contains(call)) {
          wrong.add(function.name() + (was ? " is let through with " : " is refused ") + call);
        } else if (was) {
          letThrough++;
        } else {
          refused++;
        }
      }
    }
    System.out.printf(
        "contracts: with the roles of %d functions %d calls were let through and %d refused%n",
        functions.size(), letThrough, refused);

    assertThat(wrong).isEmpty();
    assertThat(letThrough).isGreaterThan(40);
    assertThat(refused).isGreaterThan(100);
  }

  private static List<Subject> functions() {
    Synthesised there = new Synthesised(true, ACCOUNT);
    return StackRoles.of(there.template().toJSON(), there.settings().plan(), ACCOUNT, REGION.id())
        .subjects()
        .stream()
        .filter(Subject::isFunction)
        .toList();
  }

  /** What any function needs, the same on what nobody needs, and {@link #NOBODYS}. */
  private static Set<Call> calls(List<Subject> functions) {
    Set<Call> calls = new LinkedHashSet<>();
    functions.stream()
        .flatMap(function -> function.needs().stream())
        // What services do for a caller: nobody calls it.
        .filter(need -> !need.at().isEmpty())
        .forEach(
            need -> {
              assertThat(CALLS.keySet())
                  .as("this test can make no call of the kind that is needed: %s", need)
                  .contains(need.action());
              Call call = Call.of(need);
              calls.add(call);
              foreign(call).ifPresent(calls::add);
            });
    NOBODYS.forEach((action, resource) -> calls.add(new Call(action, resource, REGION.id())));
    return calls;
  }

  /** The same at a name that nobody knows; empty where the local AWS does not see the resource. */
  private static Optional<Call> foreign(Call call) {
    if (call.action().equals("ses:SendEmail")) {
      return Optional.empty();
    }
    return Stream.of(
            "table/", "runtime/", "parameter/", "log-group:", "stateMachine:", "function:", ":::")
        .filter(call.resource()::contains)
        .findFirst()
        .map(
            kind ->
                new Call(
                    call.action(),
                    call.resource().replaceFirst(kind + "[A-Za-z0-9_-]*", kind + "foreign"),
                    call.region()));
  }

  private static boolean isLetThrough(Aws aws, Call call) {
    try {
      Objects.requireNonNull(CALLS.get(call.action())).accept(aws, call.resource());
      return true;
    } catch (AwsServiceException e) {
      return e.awsErrorDetails() == null || !REFUSALS.contains(e.awsErrorDetails().errorCode());
    } catch (SdkException e) {
      // An answer that is no answer of the service: it was let through to something else.
      return true;
    }
  }

  /** A bucket that is not there is no refusal, so all are. */
  private void makeBuckets(Set<Call> calls) {
    Aws root = new Aws(REGION, ROOT, Optional.of(endpoint));
    calls.stream()
        .map(Call::resource)
        .filter(arn -> arn.startsWith("arn:aws:s3:"))
        .map(RolesEndpointTest::bucket)
        .distinct()
        .forEach(
            bucket ->
                root.s3()
                    .createBucket(
                        create ->
                            create
                                .bucket(bucket)
                                .createBucketConfiguration(
                                    place -> place.locationConstraint(REGION.id()))));
  }

  private AwsCredentialsProvider credentials(Subject function) {
    String name = "rights-of-" + function.name();
    try (IamClient iam =
            IamClient.builder()
                .region(REGION)
                .credentialsProvider(ROOT)
                .endpointOverride(endpoint)
                .httpClient(http)
                .build();
        StsClient sts =
            StsClient.builder()
                .region(REGION)
                .credentialsProvider(ROOT)
                .endpointOverride(endpoint)
                .httpClient(http)
                .build()) {
      String arn =
          iam.createRole(
                  role ->
                      role.roleName(name)
                          .assumeRolePolicyDocument(
                              """
                              {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                               "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
                              """))
              .role()
              .arn();
      function
          .policies()
          .forEach(
              (policy, document) ->
                  iam.putRolePolicy(
                      put ->
                          put.roleName(name)
                              .policyName(policy.replace('/', '-'))
                              .policyDocument(document.toString())));
      Credentials session =
          sts.assumeRole(assume -> assume.roleArn(arn).roleSessionName("test")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }
  }

  private static Map<String, BiConsumer<Aws, String>> calls() {
    Map<String, BiConsumer<Aws, String>> calls = new TreeMap<>();
    Map<String, AttributeValue> key =
        Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("s"));
    calls.put(
        "bedrock-agentcore:DeleteAgentRuntime",
        (aws, arn) -> aws.agentControl().deleteAgentRuntime(r -> r.agentRuntimeId(runtime(arn))));
    calls.put(
        "bedrock-agentcore:GetAgentRuntime",
        (aws, arn) -> aws.agentControl().getAgentRuntime(r -> r.agentRuntimeId(runtime(arn))));
    calls.put(
        "bedrock-agentcore:GetAgentRuntimeEndpoint",
        (aws, arn) ->
            aws.agentControl()
                .getAgentRuntimeEndpoint(
                    r -> r.agentRuntimeId(runtime(arn)).endpointName("DEFAULT")));
    calls.put(
        "bedrock-agentcore:InvokeAgentRuntime",
        (aws, arn) ->
            aws.agentData()
                .invokeAgentRuntimeAsBytes(
                    r ->
                        r.agentRuntimeArn(runtimeArn(arn)).payload(SdkBytes.fromUtf8String("{}"))));
    calls.put(
        "bedrock-agentcore:ListAgentRuntimeVersions",
        (aws, arn) ->
            aws.agentControl().listAgentRuntimeVersions(r -> r.agentRuntimeId("any-0123456789")));
    calls.put(
        "bedrock-agentcore:StopRuntimeSession",
        (aws, arn) ->
            aws.agentData()
                .stopRuntimeSession(
                    r ->
                        r.agentRuntimeArn(runtimeArn(arn))
                            .qualifier("DEFAULT")
                            .runtimeSessionId("s".repeat(40))));
    calls.put(
        "bedrock-agentcore:UpdateAgentRuntime",
        (aws, arn) ->
            aws.agentControl()
                .updateAgentRuntime(
                    r ->
                        r.agentRuntimeId(runtime(arn))
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .agentRuntimeArtifact(AgentRuntimeArtifact.builder().build())
                            .networkConfiguration(n -> n.networkMode("PUBLIC"))));
    calls.put(
        "bedrock-agentcore:UpdateAgentRuntimeEndpoint",
        (aws, arn) ->
            aws.agentControl()
                .updateAgentRuntimeEndpoint(
                    r -> r.agentRuntimeId(runtime(arn)).endpointName("DEFAULT")));
    calls.put(
        "cloudwatch:DeleteAlarms",
        (aws, arn) -> aws.cloudWatch().deleteAlarms(r -> r.alarmNames("any")));
    calls.put("cloudwatch:DescribeAlarms", (aws, arn) -> aws.cloudWatch().describeAlarms());
    calls.put(
        "cloudwatch:GetMetricData",
        (aws, arn) ->
            aws.cloudWatch()
                .getMetricData(
                    r ->
                        r.startTime(Instant.EPOCH)
                            .endTime(Instant.EPOCH.plusSeconds(60))
                            .metricDataQueries(
                                MetricDataQuery.builder().id("one").expression("1").build())));
    calls.put(
        "cloudwatch:PutMetricData",
        (aws, arn) ->
            aws.cloudWatch()
                .putMetricData(
                    r ->
                        r.namespace("AgentCoreResponder")
                            .metricData(MetricDatum.builder().metricName("M").value(1.0).build())));
    calls.put(
        "dynamodb:ConditionCheckItem",
        (aws, arn) ->
            aws.dynamo()
                .transactWriteItems(
                    r ->
                        r.transactItems(
                            TransactWriteItem.builder()
                                .conditionCheck(
                                    check ->
                                        check
                                            .tableName(table(arn))
                                            .key(key)
                                            .conditionExpression("attribute_not_exists(pk)"))
                                .build())));
    calls.put(
        "dynamodb:DeleteTable",
        (aws, arn) -> aws.dynamo().deleteTable(r -> r.tableName(table(arn))));
    calls.put(
        "dynamodb:GetItem",
        (aws, arn) -> aws.dynamo().getItem(r -> r.tableName(table(arn)).key(key)));
    calls.put(
        "dynamodb:PutItem",
        (aws, arn) -> aws.dynamo().putItem(r -> r.tableName(table(arn)).item(key)));
    calls.put(
        "dynamodb:Query",
        (aws, arn) ->
            aws.dynamo()
                .query(
                    r ->
                        r.tableName(table(arn))
                            .indexName(arn.contains("/index/") ? last(arn) : null)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("p")))));
    calls.put(
        "dynamodb:UpdateItem",
        (aws, arn) -> aws.dynamo().updateItem(r -> r.tableName(table(arn)).key(key)));
    calls.put(
        "lambda:DeleteFunction",
        (aws, arn) -> aws.lambda().deleteFunction(r -> r.functionName(arn)));
    calls.put("lambda:InvokeFunction", (aws, arn) -> aws.lambda().invoke(r -> r.functionName(arn)));
    calls.put(
        "logs:DeleteLogGroup",
        (aws, arn) -> aws.logs().deleteLogGroup(r -> r.logGroupName(group(arn))));
    calls.put(
        "logs:FilterLogEvents",
        (aws, arn) -> aws.logs().filterLogEvents(r -> r.logGroupName(group(arn))));
    calls.put(
        "s3:DeleteObject",
        (aws, arn) -> aws.s3().deleteObject(r -> r.bucket(bucket(arn)).key(object(arn))));
    calls.put(
        "s3:ListBucket",
        (aws, arn) ->
            aws.s3().listObjectsV2(r -> r.bucket(bucket(arn)).prefix("reports/incident/")));
    calls.put(
        "s3:PutObject",
        (aws, arn) ->
            aws.s3()
                .putObject(
                    r -> r.bucket(bucket(arn)).key(object(arn)), RequestBody.fromString("{}")));
    calls.put(
        "ses:SendEmail",
        (aws, arn) ->
            aws.ses()
                .sendEmail(
                    r ->
                        r.fromEmailAddress("responder@vitracka.com")
                            .destination(to -> to.toAddresses(last(arn)))
                            .content(
                                c ->
                                    c.simple(
                                        m ->
                                            m.subject(s -> s.data("s"))
                                                .body(b -> b.text(t -> t.data("t")))))));
    calls.put("sns:DeleteTopic", (aws, arn) -> aws.sns().deleteTopic(r -> r.topicArn(arn)));
    calls.put(
        "sns:Publish",
        (aws, to) ->
            aws.sns()
                .publish(
                    r -> (to.startsWith("+") ? r.phoneNumber(to) : r.topicArn(to)).message("m")));
    calls.put(
        "ssm:GetParameter", (aws, arn) -> aws.ssm().getParameter(r -> r.name(parameter(arn))));
    calls.put(
        "ssm:PutParameter",
        (aws, arn) ->
            aws.ssm().putParameter(r -> r.name(parameter(arn)).value("v").type("String")));
    calls.put(
        "states:DescribeExecution",
        (aws, arn) -> aws.sfn().describeExecution(r -> r.executionArn(arn)));
    calls.put(
        "states:StartExecution",
        (aws, arn) -> aws.sfn().startExecution(r -> r.stateMachineArn(arn)));
    calls.put(
        "states:StopExecution", (aws, arn) -> aws.sfn().stopExecution(r -> r.executionArn(arn)));
    return calls;
  }

  private static String runtimeArn(String arn) {
    return arn.split("/runtime-endpoint/", 2)[0];
  }

  private static String runtime(String arn) {
    return last(runtimeArn(arn));
  }

  private static String table(String arn) {
    return arn.split("/", 3)[1];
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static String group(String arn) {
    return arn.split(":", -1)[6];
  }

  private static String bucket(String arn) {
    return arn.substring("arn:aws:s3:::".length()).split("/", 2)[0];
  }

  private static String object(String arn) {
    return arn.split("/", 2)[1];
  }

  private static String parameter(String arn) {
    return arn.substring(arn.indexOf(":parameter") + ":parameter".length());
  }
}
