package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.AliasOptions;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** One of the responder's functions with its role, log group, alias and dead-letter queue. */
public final class ResponderFunction extends Construct {
  /** Everything calls a function by this alias. */
  public static final String ALIAS = "live";

  private final Part part;
  private final Function function;
  private final Alias alias;

  /** The functions, cut by rights (design decision 4). */
  public enum Part {
    INTAKE("Opens incidents from signals, and reconciles", 30),
    LOOK("Assesses, verifies, and is the canary; changes nothing", 120),
    BACKUP("Writes backups; restores nothing", 60),
    ACT("Deploys: the only function that changes an agent", 60),
    TELL("Informs people and writes the report", 60);

    private final String purpose;
    private final int timeoutSeconds;

    Part(String purpose, int timeoutSeconds) {
      this.purpose = purpose;
      this.timeoutSeconds = timeoutSeconds;
    }

    public String functionName() {
      return "responder-" + name().toLowerCase(Locale.ROOT);
    }

    /** Name and alias, as {@code Invoke} takes them. */
    public String qualifiedName() {
      return functionName() + ":" + ALIAS;
    }

    public int timeoutSeconds() {
      return timeoutSeconds;
    }

    private String handler() {
      String name = name();
      return "com.vitracka.responder.handler."
          + name.charAt(0)
          + name.substring(1).toLowerCase(Locale.ROOT)
          + "Handler";
    }
  }

  public ResponderFunction(
      Construct scope,
      Part part,
      Code code,
      Map<String, String> environment,
      List<Right> rights,
      FallbackTopic fallback,
      Settings settings) {
    super(scope, part.name().charAt(0) + part.name().substring(1).toLowerCase(Locale.ROOT));
    this.part = part;
    LogGroup logs = logGroup(this, "Logs", "/aws/lambda/" + part.functionName(), settings);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description(part.functionName() + ": " + part.purpose)
            .build();
    DeadLetters deadLetters =
        new DeadLetters(this, "DeadLetters", part.functionName().substring(10), fallback);
    List<Right> all =
        Stream.concat(
                Stream.of(
                    Right.to("WriteLogs", "logs:CreateLogStream", "logs:PutLogEvents")
                        .on(logs.getLogGroupArn()),
                    Right.to("KeepFailedEvents", "sqs:SendMessage")
                        .on(deadLetters.queue().getQueueArn())),
                rights.stream())
            .map(right -> right.in(settings.local()))
            .toList();
    // Policies of our own, made first: the function must not run before its rights are there.
    List<Construct> policies = RolePolicies.attach(this, part.functionName(), role, all);
    function =
        Function.Builder.create(this, "Function")
            .functionName(part.functionName())
            .description(part.purpose)
            .runtime(Runtime.JAVA_25)
            .architecture(settings.local().architecture())
            .handler(part.handler())
            .code(code)
            // The imported form, so that the CDK adds no rights of its own.
            .role(role.withoutPolicyUpdates())
            .memorySize(1769) // one whole processor: a cold start is mostly computing
            .timeout(Duration.seconds(part.timeoutSeconds))
            .environment(environment)
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .applicationLogLevelV2(ApplicationLogLevel.INFO)
            .systemLogLevelV2(SystemLogLevel.WARN)
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build())
            .build();
    alias =
        function.addAlias(
            ALIAS,
            AliasOptions.builder()
                .onFailure(new SqsDestination(deadLetters.queue()))
                .retryAttempts(2)
                .maxEventAge(Duration.minutes(15))
                .build());
    // A role without rights cannot even write its dead letters: Lambda's own count needs none.
    OwnAlarm.whenCounted(
        OwnAlarm.named(
            this,
            "Failing",
            "failing-" + part.functionName().substring(10),
            part.functionName() + " has failed in three of five minutes."),
        Metric.Builder.create()
            .namespace("AWS/Lambda")
            .metricName("Errors")
            .dimensionsMap(Map.of("FunctionName", function.getFunctionName()))
            .statistic("Sum")
            .period(Duration.minutes(1))
            .build(),
        3,
        5,
        fallback);
    alias.getNode().addDependency(policies.toArray(Construct[]::new));
  }

  /** A log group of that name which keeps its lines as long as the plan says. */
  static LogGroup logGroup(Construct scope, String id, String name, Settings settings) {
    LogGroup group =
        LogGroup.Builder.create(scope, id)
            .logGroupName(name)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    ((CfnLogGroup) java.util.Objects.requireNonNull(group.getNode().getDefaultChild()))
        .setRetentionInDays(settings.plan().retention().logs());
    return group;
  }

  public Part part() {
    return part;
  }

  public Function function() {
    return function;
  }

  public Alias alias() {
    return alias;
  }
}
