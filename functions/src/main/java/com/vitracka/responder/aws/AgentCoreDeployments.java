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
  public boolean carriesCode(Agent agent, String version, String of, Optional<String> release) {
    JsonObject made = raw.get(agent.runtimeId(), Optional.of(version));
    JsonObject source = raw.get(agent.runtimeId(), Optional.of(of));
    return RawAgentRuntimes.updatable(made).equals(body(agent, made, source, release));
  }

  @Override
  public String redeploy(
      Agent agent, String live, Optional<String> release, String token, Runnable guard) {
    return refusable(
        () -> {
          JsonObject newest = raw.get(agent.runtimeId(), Optional.empty());
          JsonObject old =
              newest.findText("agentRuntimeVersion").equals(Optional.of(live))
                  ? newest
                  : raw.get(agent.runtimeId(), Optional.of(live));
          Map<String, @Nullable Object> body = body(agent, newest, old, release);
          guard.run();
          return raw.update(agent.runtimeId(), body, token);
        });
  }

  @Override
  public String rollBack(
      Agent agent, String toVersion, Optional<String> release, String token, Runnable guard) {
    return refusable(
        () -> {
          JsonObject newest = raw.get(agent.runtimeId(), Optional.empty());
          JsonObject old = raw.get(agent.runtimeId(), Optional.of(toVersion));
          Map<String, @Nullable Object> body = body(agent, newest, old, release);
          requireImmutable(JsonObject.of(body), toVersion);
          guard.run();
          return raw.update(agent.runtimeId(), body, token);
        });
  }

  /**
   * The newest configuration with the code of a version: from the version's own place, or from the
   * release's where the version's own place may hold other code by now.
   */
  private Map<String, @Nullable Object> body(
      Agent agent, JsonObject newest, JsonObject old, Optional<String> release) {
    return release
        .filter(id -> RuntimeBodies.isChangeable(old, releasesBucket))
        .map(id -> RuntimeBodies.Zip.ofRelease(releasesBucket, agent.name(), id))
        .map(zip -> RuntimeBodies.withVersionFrom(zip, newest, old))
        .orElseGet(() -> RuntimeBodies.withVersion(newest, old));
  }

  /** The agents' own toolkit overwrites its zip: an old version that names it is not old code. */
  private void requireImmutable(JsonObject configuration, String version) {
    if (RuntimeBodies.isChangeable(configuration, releasesBucket)) {
      JsonObject s3 = RuntimeBodies.findLocation(configuration).orElse(JsonObject.EMPTY);
      throw new DeploymentRefusedException(
          "the code of version "
              + version
              + " lies at s3://"
              + s3.findText("bucket").orElse("?")
              + "/"
              + s3.findText("prefix").orElse("?")
              + ", which is overwritten at each deployment, and no release of it is known; publish"
              + " releases with 'responder release publish'");
    }
  }

  @Override
  public String moveEndpoint(Agent agent, String toVersion, String token, Runnable guard) {
    return refusable(
        () -> {
          guard.run();
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
