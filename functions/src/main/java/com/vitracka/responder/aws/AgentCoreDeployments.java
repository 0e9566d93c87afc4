package com.vitracka.responder.aws;

import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.respond.DeploymentRefusedException;
import com.vitracka.responder.respond.Deployments;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.BedrockAgentCoreControlException;

/** Changes agents through AgentCore's control plane. */
public final class AgentCoreDeployments implements Deployments {
  private static final String ARTIFACT = "agentRuntimeArtifact";
  private static final String ENVIRONMENT = "environmentVariables";

  /** Conflict (an update runs), throttling and the service's own failures: worth another try. */
  private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(409, 429, 500, 502, 503, 504);

  private final BedrockAgentCoreControlClient client;
  private final RawAgentRuntimes raw;
  private final AgentCoreRuntimes runtimes;
  private final String releasesBucket;

  /**
   * Creates it.
   *
   * @param releasesBucket the only bucket whose objects never change under their key
   */
  public AgentCoreDeployments(BedrockAgentCoreControlClient client, String releasesBucket) {
    this.client = client;
    this.raw = new RawAgentRuntimes(client);
    this.runtimes = new AgentCoreRuntimes(client);
    this.releasesBucket = releasesBucket;
  }

  @Override
  public RuntimeView runtime(Agent agent) {
    return runtimes.runtime(agent);
  }

  @Override
  public RuntimeView endpoint(Agent agent) {
    return runtimes.endpoint(agent);
  }

  @Override
  public String redeploy(Agent agent, String token) {
    return refusable(
        () -> {
          JsonObject newest = raw.get(agent.runtimeId(), Optional.empty());
          if (agent.usesDefaultEndpoint()) {
            return raw.update(agent.runtimeId(), RawAgentRuntimes.updatable(newest), token);
          }
          String live = runtimes.endpoint(agent).version();
          return raw.update(agent.runtimeId(), codeOf(agent, live, newest), token);
        });
  }

  @Override
  public String rollBack(Agent agent, String toVersion, String token) {
    return refusable(
        () -> {
          JsonObject newest = raw.get(agent.runtimeId(), Optional.empty());
          Map<String, @Nullable Object> body = codeOf(agent, toVersion, newest);
          requireImmutable(JsonObject.of(body), toVersion);
          return raw.update(agent.runtimeId(), body, token);
        });
  }

  /** The newest configuration with artifact, entry point, runtime and environment of a version. */
  private Map<String, @Nullable Object> codeOf(Agent agent, String version, JsonObject newest) {
    JsonObject old = raw.get(agent.runtimeId(), Optional.of(version));
    Map<String, @Nullable Object> body = RawAgentRuntimes.updatable(newest);
    body.put(ARTIFACT, old.values().get(ARTIFACT));
    if (old.has(ENVIRONMENT)) {
      body.put(ENVIRONMENT, old.values().get(ENVIRONMENT));
    } else {
      body.remove(ENVIRONMENT);
    }
    return body;
  }

  /** The agents' own toolkit overwrites its zip: an old version that names it is not old code. */
  private void requireImmutable(JsonObject configuration, String version) {
    Optional<JsonObject> s3 =
        configuration
            .object(ARTIFACT)
            .findObject("codeConfiguration")
            .flatMap(code -> code.findObject("code"))
            .flatMap(code -> code.findObject("s3"));
    boolean changeable =
        s3.isPresent()
            && !s3.get().has("versionId")
            && !s3.get().findText("bucket").equals(Optional.of(releasesBucket));
    if (changeable) {
      throw new DeploymentRefusedException(
          "the code of version "
              + version
              + " lies at s3://"
              + s3.get().findText("bucket").orElse("?")
              + "/"
              + s3.get().findText("prefix").orElse("?")
              + ", which is overwritten at each deployment; publish releases with"
              + " 'responder release publish'",
          new IllegalStateException("artifact is not immutable"));
    }
  }

  @Override
  public String moveEndpoint(Agent agent, String toVersion, String token) {
    return refusable(
        () -> {
          client.updateAgentRuntimeEndpoint(
              r ->
                  r.agentRuntimeId(agent.runtimeId())
                      .endpointName(agent.endpoint())
                      .agentRuntimeVersion(toVersion)
                      .clientToken(token));
          return toVersion;
        });
  }

  private static String refusable(Supplier<String> call) {
    try {
      return call.get();
    } catch (BedrockAgentCoreControlException e) {
      if (WORTH_ANOTHER_TRY.contains(e.statusCode())) {
        throw e;
      }
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode() + ": ";
      String text =
          e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
      throw new DeploymentRefusedException(code + text, e);
    }
  }
}
