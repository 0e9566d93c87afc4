package com.vitracka.responder.aws;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.BedrockAgentCoreControlException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkConfiguration;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;

/**
 * Reads and updates a runtime without losing what this SDK does not know (design decision 11).
 *
 * <p>GetAgentRuntime and UpdateAgentRuntime of Amazon Bedrock AgentCore's control plane; the
 * service's exceptions come through, without the environment values that they may repeat.
 */
public final class RawAgentRuntimes {
  /** Members of GetAgentRuntime that UpdateAgentRuntime does not take. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "agentRuntimeArn",
          "agentRuntimeName",
          "agentRuntimeId",
          "agentRuntimeVersion",
          "createdAt",
          "lastUpdatedAt",
          "status",
          "failureReason",
          "workloadIdentityDetails");

  /** The service looks at the artifact before it answers. */
  private static final Duration UPDATE_TIMEOUT = Duration.ofSeconds(20);

  private final BedrockAgentCoreControlClient client;

  public RawAgentRuntimes(BedrockAgentCoreControlClient client) {
    this.client = client;
  }

  /** The whole configuration as the service gave it; without a version, the newest. */
  public JsonObject get(String runtimeId, Optional<String> version) {
    StringBuilder body = new StringBuilder();
    client.getAgentRuntime(
        r ->
            r.agentRuntimeId(runtimeId)
                .agentRuntimeVersion(version.orElse(null))
                .overrideConfiguration(c -> c.putExecutionAttribute(RawBodies.ANSWER, body)));
    return Json.object(body.toString());
  }

  /** What UpdateAgentRuntime takes of a configuration that {@link #get} gave. */
  public static Map<String, @Nullable Object> updatable(JsonObject configuration) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(configuration.values());
    body.keySet().removeAll(READ_ONLY);
    return body;
  }

  /**
   * Updates the runtime with exactly this body.
   *
   * @param clientToken 33 to 256 characters; the same token never makes a second version
   * @return the new version
   */
  public String update(
      String runtimeId, Map<String, ? extends @Nullable Object> body, String clientToken) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(body);
    whole.put("clientToken", clientToken);
    String raw = Json.writeWithNulls(whole);
    try {
      return send(runtimeId, whole, clientToken, raw);
    } catch (BedrockAgentCoreControlException e) {
      throw EnvironmentValues.of(JsonObject.of(whole)).hideIn(e);
    }
  }

  private String send(
      String runtimeId, Map<String, @Nullable Object> whole, String clientToken, String raw) {
    // The typed members satisfy the SDK's own checks; what is sent is the raw body.
    return client
        .updateAgentRuntime(
            r ->
                r.agentRuntimeId(runtimeId)
                    .agentRuntimeArtifact(AgentRuntimeArtifact.builder().build())
                    .roleArn(JsonObject.of(whole).text("roleArn"))
                    .networkConfiguration(
                        NetworkConfiguration.builder().networkMode(NetworkMode.PUBLIC).build())
                    .clientToken(clientToken)
                    .overrideConfiguration(
                        c ->
                            c.apiCallTimeout(UPDATE_TIMEOUT)
                                .apiCallAttemptTimeout(UPDATE_TIMEOUT)
                                .putExecutionAttribute(RawBodies.REQUEST, raw)))
        .agentRuntimeVersion();
  }
}
