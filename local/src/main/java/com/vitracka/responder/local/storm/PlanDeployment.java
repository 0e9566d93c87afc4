package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Gives the deployed functions the plan of a storm, which no one stack could hold: its alarms alone
 * would be more resources than CloudFormation takes. The functions are the deployed ones, with
 * another {@code plan.json} in their code.
 */
final class PlanDeployment {
  private static final List<String> FUNCTIONS =
      List.of(
          "responder-intake",
          "responder-look",
          "responder-backup",
          "responder-act",
          "responder-tell");
  private static final String ALIAS = "live";

  private final Workspace workspace;
  private final AwsClients clients;

  PlanDeployment(Workspace workspace, AwsClients clients) {
    this.workspace = workspace;
    this.clients = clients;
  }

  void deploy(StormPlan plan) {
    Path archive = workspace.local().resolve("storm-functions.jar");
    pack(deployedAsset(), plan.json(), archive);
    try (LambdaClient lambda = clients.build(LambdaClient.builder())) {
      SdkBytes code = SdkBytes.fromByteArray(Files.readAllBytes(archive));
      for (String function : FUNCTIONS) {
        String version =
            lambda
                .updateFunctionCode(
                    update -> update.functionName(function).zipFile(code).publish(true))
                .version();
        lambda.updateAlias(
            update -> update.functionName(function).name(ALIAS).functionVersion(version));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + archive, e);
    }
  }

  /** What the role of a plan that the stack can hold has for each agent. */
  void allowLookingAtAll() {
    try (IamClient iam = clients.build(IamClient.builder())) {
      String role =
          iam.listRolesPaginator().roles().stream()
              .map(Role::roleName)
              .filter(name -> name.contains("-LookRole"))
              .findFirst()
              .orElseThrow();
      iam.putRolePolicy(
          put ->
              put.roleName(role)
                  .policyName("AgentsOfTheStorm")
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\
                      "bedrock-agentcore:GetAgentRuntime",\
                      "bedrock-agentcore:GetAgentRuntimeEndpoint",\
                      "bedrock-agentcore:ListAgentRuntimeVersions",\
                      "bedrock-agentcore:InvokeAgentRuntime",\
                      "bedrock-agentcore:StopRuntimeSession"],\
                      "Resource":"arn:aws:bedrock-agentcore:%s:%s:runtime/*"}]}\
                      """
                          .formatted(LocalAws.REGION, LocalAws.ACCOUNT)));
    }
  }

  /** The code that was deployed, as the CDK's manifest of assets names it. */
  private Path deployedAsset() {
    Path assembly = workspace.local().resolve("cdk.out");
    Path manifest = assembly.resolve("AgentCoreResponder.assets.json");
    try {
      for (JsonNode file : LocalServer.JSON.readTree(manifest.toFile()).path("files")) {
        String path = file.path("source").path("path").asText();
        if (path.endsWith(".jar")) {
          return assembly.resolve(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + manifest, e);
    }
    throw new Failure(
        ExitCode.NOT_DEPLOYED,
        "the functions' code is not there",
        manifest.toString(),
        "read .responder/local/cdk-synth.log");
  }

  private static void pack(Path from, String plan, Path to) {
    try (ZipFile asset = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = asset.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.getName().equals("plan.json")) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream content = asset.getInputStream(entry)) {
            content.transferTo(out);
          }
          out.closeEntry();
        }
      }
      out.putNextEntry(new ZipEntry("plan.json"));
      out.write(plan.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + to, e);
    }
  }
}
