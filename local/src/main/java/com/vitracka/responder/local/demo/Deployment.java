package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The responder's stack, deployed by the real CDK.
 *
 * @param table of incidents
 * @param recovery the state machine that recovers
 * @param inform the state machine that tells people
 * @param records the bucket of backups and reports
 * @param releases the bucket of releases
 * @param alarmTopic to which the agents' alarms publish
 */
public record Deployment(
    String table,
    String recovery,
    String inform,
    String records,
    String releases,
    String alarmTopic) {
  private static final String STACK = "AgentCoreResponder";

  /**
   * Deploys it.
   *
   * @param planContext the CDK context that changes the plan: {@code planOverlay=FILE} or {@code
   *     plan=FILE}
   */
  public static Deployment deploy(Workspace workspace, Commands commands, String planContext) {
    Path infra = workspace.root().resolve("infra");
    Path assembly = workspace.local().resolve("cdk.out");
    Path outputs = workspace.local().resolve("cdk-outputs.json");
    Path cache = workspace.local().resolve("cdk");
    String cdk = infra.resolve("node_modules/.bin/cdk").toString();
    Map<String, String> environment =
        Map.of(
            "CI",
            "true",
            "CDK_HOME",
            cache.toString(),
            "CDK_DISABLE_CLI_TELEMETRY",
            "true",
            "CDK_DEFAULT_ACCOUNT",
            LocalAws.ACCOUNT,
            "CDK_DEFAULT_REGION",
            LocalAws.REGION);
    try {
      Files.createDirectories(cache);
      Files.deleteIfExists(outputs);
    } catch (IOException e) {
      throw new UncheckedIOException("could not prepare " + cache, e);
    }
    CompletableFuture<Void> bootstrap =
        CompletableFuture.runAsync(
            () ->
                // Outside infra/, where the CDK would synthesise first.
                commands.run(
                    "cdk-bootstrap",
                    cache,
                    environment,
                    List.of(
                        cdk,
                        "bootstrap",
                        "--no-notices",
                        "aws://" + LocalAws.ACCOUNT + "/" + LocalAws.REGION)));
    commands.run(
        "cdk-synth",
        infra,
        environment,
        new ArrayList<>(
            List.of(
                cdk,
                "synth",
                "--quiet",
                "--no-notices",
                "--output",
                assembly.toString(),
                "-c",
                "local=true",
                "-c",
                planContext)));
    Waiting.join(bootstrap);
    commands.run(
        "cdk-deploy",
        cache,
        environment,
        List.of(
            cdk,
            "deploy",
            "--all",
            "--app",
            assembly.toString(),
            "--no-notices",
            "--require-approval",
            "never",
            "--outputs-file",
            outputs.toString()));
    return read(outputs);
  }

  private static Deployment read(Path outputs) {
    try {
      JsonNode stack = LocalServer.JSON.readTree(outputs.toFile()).path(STACK);
      return new Deployment(
          output(stack, "IncidentTableName"),
          output(stack, "RecoveryMachineArn"),
          output(stack, "InformMachineArn"),
          output(stack, "RecordsBucketName"),
          output(stack, "ReleasesBucketName"),
          output(stack, "AlarmTopicArn"));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + outputs, e);
    }
  }

  private static String output(JsonNode stack, String name) {
    if (!stack.hasNonNull(name)) {
      throw new Failure(
          ExitCode.NOT_DEPLOYED,
          "the stack has no output " + name,
          "stack " + STACK + " of the local AWS",
          "read .responder/local/cdk-deploy.log");
    }
    return stack.path(name).asText();
  }
}
