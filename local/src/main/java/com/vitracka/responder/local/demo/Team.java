package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentManagedRuntimeType;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeEndpointStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeStatus;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Stands in for the customer's team: what is in their account before the responder comes, and the
 * releases that they deploy.
 */
public final class Team {
  private static final Duration DEPLOYMENT = Duration.ofMinutes(3);

  private final Workspace workspace;
  private final LocalAws aws;
  private final AwsClients clients;
  private final Commands commands;
  private final Plan plan;
  private final Agent agent;
  private final Path repository;

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
    this.repository = workspace.local().resolve("team");
  }

  String runtimeArn() {
    return agent.runtimeArn(plan.region(), LocalAws.ACCOUNT);
  }

  /** What a person does once: the role, phone numbers, clicks in verification mails. */
  public void setUpAccount() {
    createRole();
    try (SsmClient ssm = clients.build(SsmClient.builder());
        SesV2Client ses = clients.build(SesV2Client.builder())) {
      int number = 1;
      for (Contact contact : plan.contacts()) {
        // From the range that is kept free for fiction.
        String phone = "+4420794600%02d".formatted(number++);
        contact
            .phoneParameter()
            .ifPresent(
                name ->
                    ssm.putParameter(
                        request ->
                            request
                                .name(name)
                                .value(phone)
                                .type(ParameterType.SECURE_STRING)
                                .overwrite(true)));
        verify(ses, contact.email());
      }
    }
  }

  private static void verify(SesV2Client ses, String address) {
    try {
      ses.createEmailIdentity(request -> request.emailIdentity(address));
    } catch (AlreadyExistsException e) {
      // Two contacts may share an address.
    }
  }

  /** As the agents' toolkit makes it. */
  private void createRole() {
    try (IamClient iam = clients.build(IamClient.builder())) {
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Sid":"AssumeRolePolicy","Effect":"Allow",\
          "Principal":{"Service":"bedrock-agentcore.amazonaws.com"},"Action":"sts:AssumeRole",\
          "Condition":{"StringEquals":{"aws:SourceAccount":"%s"},\
          "ArnLike":{"aws:SourceArn":"arn:aws:bedrock-agentcore:%s:%s:*"}}}]}\
          """
              .formatted(LocalAws.ACCOUNT, plan.region(), LocalAws.ACCOUNT);
      iam.createRole(
          request -> request.roleName(agent.executionRole()).assumeRolePolicyDocument(trust));
      iam.putRolePolicy(
          request ->
              request
                  .roleName(agent.executionRole())
                  .policyName("BedrockAgentCoreRuntimeExecutionPolicy-" + agent.name())
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                      "Action":["bedrock:InvokeModel","bedrock:InvokeModelWithResponseStream"],\
                      "Resource":"arn:aws:bedrock:*::foundation-model/*"},{"Effect":"Allow",\
                      "Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],\
                      "Resource":"arn:aws:logs:%s:%s:log-group:/aws/bedrock-agentcore/runtimes/*"}]}\
                      """
                          .formatted(plan.region(), LocalAws.ACCOUNT)));
    }
  }

  /** The team's own Git repository, and the agent deployed once as their toolkit does it. */
  public void createAgent() {
    copyExample();
    git("init", "--quiet", "--initial-branch", "main");
    commit("Answer questions about the week");
    String bucket = "bedrock-agentcore-codebuild-sources-" + LocalAws.ACCOUNT + "-" + plan.region();
    String key = agent.name() + "/deployment.zip";
    try (S3Client s3 = clients.build(S3Client.builder().forcePathStyle(true))) {
      s3.createBucket(request -> request.bucket(bucket));
      s3.putObject(
          request -> request.bucket(bucket).key(key), RequestBody.fromBytes(zip(repository)));
    }
    aws.agentCore().post("/_local/next-runtime-id", Map.of("id", agent.runtimeId()));
    try (BedrockAgentCoreControlClient control =
        clients.build(BedrockAgentCoreControlClient.builder())) {
      control.createAgentRuntime(
          request ->
              request
                  .agentRuntimeName(agent.name())
                  .roleArn("arn:aws:iam::" + LocalAws.ACCOUNT + ":role/" + agent.executionRole())
                  .networkConfiguration(network -> network.networkMode(NetworkMode.PUBLIC))
                  .agentRuntimeArtifact(
                      artifact ->
                          artifact.codeConfiguration(
                              code ->
                                  code.runtime(AgentManagedRuntimeType.PYTHON_3_12)
                                      .entryPoint("agent.py")
                                      .code(
                                          where ->
                                              where.s3(s3 -> s3.bucket(bucket).prefix(key))))));
      awaitReady(control);
      if (!agent.usesDefaultEndpoint()) {
        control.createAgentRuntimeEndpoint(
            request ->
                request
                    .agentRuntimeId(agent.runtimeId())
                    .name(agent.endpoint())
                    .agentRuntimeVersion("1"));
        awaitEndpoint(control);
      }
    }
  }

  /** Publishes what the repository holds; gives the release's id. */
  String publish() {
    String answer =
        commands.responder(
            "release-publish",
            List.of(
                "release", "publish", repository.toString(), "--agent", agent.name(), "--json"));
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
      awaitReady(control);
      awaitEndpoint(control);
    }
  }

  /** A change that does no harm. */
  void improve() {
    append("README.md", "\nThe coach now also looks at the weekend.\n");
    commit("Look at the weekend too");
  }

  /** A change that no test of the team found: the module is not in the release. */
  void breakImport() {
    Path file = repository.resolve("agent.py");
    try {
      Files.writeString(file, "import coach_settings\n" + Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    commit("Move the settings into a module of their own");
  }

  private void commit(String message) {
    git("add", "--all");
    git(
        "-c",
        "user.name=Team",
        "-c",
        "user.email=team@vitracka.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "-m",
        message);
  }

  private void git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    commands.run("team-git", repository, Map.of(), command);
  }

  private void append(String name, String text) {
    Path file = repository.resolve(name);
    try {
      Files.writeString(file, Files.exists(file) ? Files.readString(file) + text : text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private void awaitReady(BedrockAgentCoreControlClient control) {
    boolean ready =
        Waiting.until(
            () ->
                control
                    .getAgentRuntime(request -> request.agentRuntimeId(agent.runtimeId()))
                    .status()
                    .equals(AgentRuntimeStatus.READY),
            DEPLOYMENT);
    if (!ready) {
      throw notReady(agent.runtimeId());
    }
  }

  private void awaitEndpoint(BedrockAgentCoreControlClient control) {
    boolean ready =
        Waiting.until(
            () ->
                control
                    .getAgentRuntimeEndpoint(
                        request ->
                            request
                                .agentRuntimeId(agent.runtimeId())
                                .endpointName(agent.endpoint()))
                    .status()
                    .equals(AgentRuntimeEndpointStatus.READY),
            DEPLOYMENT);
    if (!ready) {
      throw notReady("endpoint " + agent.endpoint());
    }
  }

  private static Failure notReady(String what) {
    return new Failure(
        ExitCode.FAILED,
        what + " was not READY within " + DEPLOYMENT.toMinutes() + " minutes",
        "the simulated AgentCore",
        "read .responder/local/agentcore.log");
  }

  private void copyExample() {
    Path example = workspace.root().resolve("local/example-agent");
    try {
      if (Files.exists(repository)) {
        List<Path> old;
        try (Stream<Path> files = Files.walk(repository)) {
          old = files.toList();
        }
        for (Path file : old.reversed()) {
          Files.delete(file);
        }
      }
      try (Stream<Path> files = Files.walk(example)) {
        for (Path file : files.filter(file -> !file.toString().contains("__pycache__")).toList()) {
          Path target = repository.resolve(example.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not copy " + example, e);
    }
  }

  private static byte[] zip(Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(".git/")) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(Files.readAllBytes(file));
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not zip " + folder, e);
    }
    return bytes.toByteArray();
  }
}
