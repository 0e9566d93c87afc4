package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * All that is there before anything breaks: the local AWS, the team with its agent, the deployed
 * responder, users who are served, and somebody who watches.
 */
record Stage(
    LocalAws aws,
    AwsClients clients,
    DemoPlan plan,
    Team team,
    Deployment deployment,
    Users users,
    Watch watch,
    Timeline timeline) {

  /** Sets it up; what is begun is ended by the clean-up. */
  static Stage setUp(
      Workspace workspace, LocalAws aws, DemoPlan plan, CleanUp cleanUp, Timeline timeline) {
    tellChanges(plan, timeline);
    if (!aws.isRunning()) {
      cleanUp.add(aws::stop);
    }
    aws.start();
    timeline.tell("demo", "the local AWS is up at " + aws.endpoint());
    AwsClients clients = new AwsClients(aws);
    cleanUp.add(clients::close);
    Commands commands = new Commands(workspace, aws, plan.overlay());
    cleanUp.add(commands::close);
    if (plan.isShortened()) {
      shortenPlatform(workspace, aws, timeline);
    }

    Team team = new Team(workspace, aws, clients, commands, plan.plan(), plan.agent());
    CompletableFuture<Void> customer =
        CompletableFuture.runAsync(
            () -> {
              team.begin();
              timeline.tell("team", plan.agent().runtimeId() + " is deployed, as before we came");
            });
    Deployment deployment = Deployment.deploy(workspace, commands, "planOverlay=" + plan.overlay());
    timeline.tell("demo", "the responder is deployed by cdk deploy");
    Waiting.join(customer);
    publishTwoReleases(team, timeline);

    Users users =
        new Users(
            clients.build(
                BedrockAgentCoreClient.builder()
                    .overrideConfiguration(
                        c ->
                            c.retryStrategy(r -> r.maxAttempts(1))
                                .apiCallTimeout(Duration.ofSeconds(40)))),
            plan.agent(),
            team.runtimeArn());
    cleanUp.add(users::close);
    users.start();
    Watch watch = watch(aws, clients, plan, deployment, users, timeline);
    cleanUp.add(watch::close);
    if (!Waiting.until(() -> users.areServed(4), Duration.ofSeconds(60))) {
      throw new Failure(
          ExitCode.FAILED,
          "users are not served before anything was broken",
          plan.agent().runtimeId(),
          "read .responder/local/agentcore.log");
    }
    watch.start();
    timeline.tell("users", "are served: two calls a second, by four sessions");
    return new Stage(aws, clients, plan, team, deployment, users, watch, timeline);
  }

  private static void tellChanges(DemoPlan plan, Timeline timeline) {
    if (plan.changes().isEmpty()) {
      timeline.note("the plan is as the customer wrote it");
      return;
    }
    timeline.note("SHORTENED or changed for this demo (local/demo-plan.yaml):");
    plan.changes().forEach(change -> timeline.note("  " + change));
  }

  /** What AgentCore itself takes minutes for, in seconds; printed as such. */
  private static void shortenPlatform(Workspace workspace, LocalAws aws, Timeline timeline) {
    Path file = workspace.root().resolve("local/demo-platform.yaml");
    try {
      JsonNode timings = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
      aws.agentCore().post("/_local/timings", timings);
      timeline.note(
          "SHORTENED for this demo (local/demo-platform.yaml), of the simulated AgentCore:");
      timings
          .properties()
          .forEach(
              timing -> timeline.note("  " + timing.getKey() + " " + timing.getValue().asText()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private static void publishTwoReleases(Team team, Timeline timeline) {
    String first = team.publish();
    timeline.tell("team", "published release " + first);
    team.improve();
    String second = team.publish();
    timeline.tell("team", "published release " + second);
    team.deploy(second);
    timeline.tell("team", "deployed release " + second);
  }

  private static Watch watch(
      LocalAws aws,
      AwsClients clients,
      DemoPlan plan,
      Deployment deployment,
      Users users,
      Timeline timeline) {
    return new Watch(
        new DynamoIncidentStore(
            clients.build(DynamoDbClient.builder()),
            deployment.table(),
            LocalAws.REGION,
            Duration.ofDays(plan.plan().retention().records())),
        new Machines(
            clients.build(SfnClient.builder()), deployment.recovery(), deployment.inform()),
        new AgentCoreWatch(aws.agentCore(), plan.agent().runtimeId(), timeline),
        users,
        plan.agent(),
        timeline);
  }
}
