package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Stands in for the customer's team: what is in their account before the responder comes, and the
 * releases that they deploy.
 */
public final class Team {
  private final Workspace workspace;
  private final LocalAws aws;
  private final AwsClients clients;
  private final Commands commands;
  private final Plan plan;
  private final Agent agent;
  private final TeamAccount account;
  private final TeamRepository repository;
  private volatile Instant lastDeployment = Instant.EPOCH;

  public Team(
      Workspace workspace,
      LocalAws aws,
      AwsClients clients,
      Commands commands,
      Plan plan,
      Agent agent) {
    this.workspace = workspace;
    this.aws = aws;
    this.clients = clients;
    this.commands = commands;
    this.plan = plan;
    this.agent = agent;
    this.account = new TeamAccount(clients, plan, agent);
    this.repository = new TeamRepository(workspace.local().resolve("team"), commands);
  }

  String runtimeArn() {
    return agent.runtimeArn(plan.region(), LocalAws.ACCOUNT);
  }

  /** What was there before us: the account, and the agent deployed once by the team's toolkit. */
  public void begin() {
    account.setUp();
    repository.create(workspace.root().resolve("local/example-agent"));
    String bucket = "bedrock-agentcore-codebuild-sources-" + LocalAws.ACCOUNT + "-" + plan.region();
    String key = agent.name() + "/deployment.zip";
    try (S3Client s3 = clients.build(S3Client.builder().forcePathStyle(true))) {
      s3.createBucket(request -> request.bucket(bucket));
      s3.putObject(
          request -> request.bucket(bucket).key(key), RequestBody.fromBytes(repository.zip()));
    }
    aws.agentCore().post("/_local/next-runtime-id", Map.of("id", agent.runtimeId()));
    try (BedrockAgentCoreControlClient control =
        clients.build(BedrockAgentCoreControlClient.builder())) {
      new TeamAgent(control, agent).create(account.roleArn(), bucket, key);
    }
  }

  /** Publishes what the repository holds; gives the release's id. */
  String publish() {
    String answer =
        commands.responder(
            "release-publish",
            List.of(
                "release",
                "publish",
                repository.folder().toString(),
                "--agent",
                agent.name(),
                "--json"));
    try {
      JsonNode release = LocalServer.JSON.readTree(answer);
      String id = release.path("release").asText(release.path("id").asText());
      if (id.isEmpty()) {
        throw unpublished(answer);
      }
      return id;
    } catch (IOException e) {
      throw unpublished(answer + " (" + e.getMessage() + ")");
    }
  }

  private static Failure unpublished(String answer) {
    return new Failure(
        ExitCode.FAILED,
        "it named no release: " + answer,
        "responder release publish",
        "read .responder/local/release-publish.log");
  }

  /** Deploys a release and waits until users are served by it. */
  void deploy(String release) {
    commands.responder(
        "release-deploy", List.of("release", "deploy", release, "--agent", agent.name()));
    try (BedrockAgentCoreControlClient control =
        clients.build(BedrockAgentCoreControlClient.builder())) {
      new TeamAgent(control, agent).awaitReady();
    }
    lastDeployment = Instant.now();
  }

  /** When the last release of the team was live; long ago before the first. */
  Instant lastDeployment() {
    return lastDeployment;
  }

  /** A change that does no harm. */
  void improve() {
    repository.improve();
  }

  /** A change that no test of the team found: the module is not in the release. */
  void breakImport() {
    repository.breakImport();
  }
}
