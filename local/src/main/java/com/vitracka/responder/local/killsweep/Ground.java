package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;

/** The account in which the sweep takes place, as its root sees it. */
record Ground(
    Plan plan,
    Deployment deployment,
    LocalServer aws,
    LocalServer agentCore,
    Crashes crashes,
    IncidentStore incidents,
    AgentVersions versions,
    SfnClient machines,
    BedrockAgentCoreControlClient control,
    LambdaClient lambda,
    S3Client s3,
    SnsClient sns) {
  private static final int MOST_INCIDENTS = 5;

  static Ground of(Plan plan, Deployment deployment, LocalAws aws, AwsClients clients) {
    DynamoDbClient dynamo = clients.build(DynamoDbClient.builder());
    return new Ground(
        plan,
        deployment,
        aws.aws(),
        aws.agentCore(),
        new Crashes(aws.aws()),
        new DynamoIncidentStore(
            dynamo,
            deployment.table(),
            LocalAws.REGION,
            Duration.ofDays(plan.retention().records())),
        new DynamoAgentVersions(dynamo, deployment.table(), LocalAws.REGION),
        clients.build(SfnClient.builder()),
        // It keeps bodies as they are, members that the SDK does not know included.
        new Aws(
                Region.of(LocalAws.REGION),
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(LocalAws.ACCESS_KEY, LocalAws.ACCESS_KEY)),
                Optional.of(aws.endpoint()))
            .agentControl(),
        clients.build(
            LambdaClient.builder()
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))),
        clients.build(S3Client.builder().forcePathStyle(true)),
        clients.build(SnsClient.builder()));
  }

  /** The agent's incidents that were opened since then, newest first. */
  List<Incident> incidentsOf(String agent, Instant since) {
    return incidents.listOf(new Subject.OneAgent(agent), MOST_INCIDENTS).stream()
        .filter(incident -> !incident.file().openedAt().isBefore(since))
        .toList();
  }

  /** Whether one of the agent's versions has answered right for long enough to go back to. */
  boolean isKnownGood(String agent) {
    return versions.list(agent).stream().anyMatch(version -> version.knownGoodAt().isPresent());
  }

  /** Empty for an execution that was never started. */
  Optional<ExecutionStatus> statusOf(String machine, String execution) {
    String arn = machine.replace(":stateMachine:", ":execution:") + ":" + execution;
    try {
      return Optional.of(machines.describeExecution(request -> request.executionArn(arn)).status());
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  boolean hasEnded(String machine, String execution) {
    return statusOf(machine, execution)
        .filter(status -> status != ExecutionStatus.RUNNING)
        .isPresent();
  }
}
