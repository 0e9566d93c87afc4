package com.vitracka.responder.cli.command;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.RawAgentRuntimes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** One run of a command: the plan, the account and the stack, each read when first asked for. */
public final class Session {
  private static final int MOST_CONNECTIONS = 10;

  private final Settings settings;
  private final Out out;
  private @Nullable Plan plan;
  private @Nullable Aws aws;
  private @Nullable OperatorClients clients;
  private @Nullable String account;
  private @Nullable StackOutputs outputs;

  public Session(Settings settings, Out out) {
    this.settings = settings;
    this.out = out;
  }

  public Settings settings() {
    return settings;
  }

  public Out out() {
    return out;
  }

  public Plan plan() {
    if (plan == null) {
      plan = PlanReader.read(settings.planFile(), settings.overlay().stream().toList()).plan();
    }
    return plan;
  }

  /** The agent of any of its names; without a name, the only one that the plan has. */
  public Agent agent(Optional<String> anyName) {
    if (anyName.isPresent()) {
      return plan().getAgent(anyName.get());
    }
    if (plan().agents().size() == 1) {
      return plan().agents().getFirst();
    }
    throw new Failure(
        ExitCode.USAGE,
        "the plan has more than one agent, so one must be named",
        "agents of the plan: "
            + plan().agents().stream().map(Agent::name).collect(Collectors.joining(", ")),
        "add --agent NAME");
  }

  /** {@code --region}, or the plan's: where the agents live. */
  public String region() {
    return settings.region().orElseGet(() -> plan().region());
  }

  public Aws aws() {
    if (aws == null) {
      aws = new Aws(Region.of(region()), credentials(), settings.endpoint());
    }
    return aws;
  }

  /** The same AWS, over that HTTP client. */
  Aws aws(SdkHttpClient http) {
    return new Aws(Region.of(region()), credentials(), settings.endpoint(), () -> http);
  }

  Rehearsal rehearsal() {
    return new Rehearsal(AwsCrtHttpClient.builder().maxConcurrency(MOST_CONNECTIONS).build());
  }

  public RawAgentRuntimes runtimes() {
    return new RawAgentRuntimes(aws().agentControl());
  }

  public OperatorClients clients() {
    if (clients == null) {
      clients = new OperatorClients(Region.of(region()), credentials(), settings.endpoint());
    }
    return clients;
  }

  public String account() {
    if (account == null) {
      account = clients().sts().getCallerIdentity().account();
    }
    return account;
  }

  /** Who runs this, for records: the ARN of the caller. */
  public String caller() {
    return clients().sts().getCallerIdentity().arn();
  }

  /** Who runs this, in a word: a user's name, or that of the session of a role. */
  public String person() {
    String arn = caller();
    return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  }

  /** The same command in another region. */
  public Session in(String region) {
    return new Session(settings.in(region), out);
  }

  /** Asks whoever sits at the keyboard; empty when nobody can be asked. */
  public Optional<String> ask(String question) {
    return Optional.ofNullable(System.console())
        .filter(console -> console.isTerminal() && !out.isJson())
        .map(console -> Optional.ofNullable(console.readLine("%s ", question)).orElse("").strip());
  }

  public StackOutputs outputs() {
    if (outputs == null) {
      Stack stack =
          findStack(StackOutputs.STACK)
              .orElseThrow(
                  () ->
                      new Failure(
                          ExitCode.NOT_DEPLOYED,
                          "there is no stack " + StackOutputs.STACK,
                          "account " + account() + ", region " + region(),
                          "deploy it: cd infra && npx cdk deploy --all; or choose another --region"));
      outputs =
          new StackOutputs(
              stack.outputs().stream()
                  .collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
              "stack " + StackOutputs.STACK + " in region " + region());
    }
    return outputs;
  }

  /** A stack by its name; empty when CloudFormation has none. */
  public Optional<Stack> findStack(String name) {
    return findStack(name, clients().cloudFormation());
  }

  /** The same in another region. */
  public Optional<Stack> findStackIn(String other, String name) {
    return findStack(name, clients().cloudFormationIn(other));
  }

  private static Optional<Stack> findStack(String name, CloudFormationClient cloudFormation) {
    try {
      return cloudFormation.describeStacks(r -> r.stackName(name)).stacks().stream().findFirst();
    } catch (CloudFormationException e) {
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static AwsCredentialsProvider credentials() {
    return DefaultCredentialsProvider.builder().build();
  }
}
