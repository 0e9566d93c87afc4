package com.vitracka.responder.aws;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.plan.Agent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcore.model.BedrockAgentCoreException;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;

/**
 * Invokes an agent as the plan's canary says, on a session of its own: an old session would keep
 * old code.
 */
public final class AgentCoreCanary {
  private static final String SESSION_PREFIX = "responder-canary-";

  /** Stopping is courtesy: an idle session ends by itself. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  /** Of a 400 that is about who calls, as "Authorization method mismatch" is. */
  private static final Pattern AUTHORISATION =
      Pattern.compile("(?i)authori[sz]ation|not authori[sz]ed|access denied|security token");

  /** What the runtime behind AgentCore answered with. */
  private static final Pattern RUNTIME_STATUS = Pattern.compile("Received error \\((\\d{3})\\)");

  private static final int CONFLICT = 409;

  /** Of an answer: an agent that does not end its answer must not fill the memory. */
  static final int MOST_BYTES = 256 * 1024;

  private final BedrockAgentCoreClient client;
  private final String region;
  private final String account;

  public AgentCoreCanary(BedrockAgentCoreClient client, String region, String account) {
    this.client = client;
    this.region = region;
    this.account = account;
  }

  /**
   * Invokes, and stops the session; once more, in the same time, when the service is in conflict
   * with itself and asks for that.
   */
  public CanaryResult invoke(Agent agent) {
    long start = System.nanoTime();
    try {
      return judge(agent, answer(agent, agent.canary().timeout()), since(start));
    } catch (BedrockAgentCoreException e) {
      Duration left = agent.canary().timeout().minus(since(start));
      return e.statusCode() == CONFLICT && left.isPositive()
          ? again(agent, start, left)
          : failed(e, start);
    } catch (SdkException e) {
      return failed(e, start);
    }
  }

  private CanaryResult again(Agent agent, long start, Duration left) {
    try {
      return judge(agent, answer(agent, left), since(start));
    } catch (SdkException e) {
      return failed(e, start);
    }
  }

  private String answer(Agent agent, Duration timeout) {
    String session = SESSION_PREFIX + UUID.randomUUID();
    String arn = agent.runtimeArn(region, account);
    try {
      return client.invokeAgentRuntime(
          r ->
              r.agentRuntimeArn(arn)
                  .qualifier(agent.endpoint())
                  .runtimeSessionId(session)
                  .contentType("application/json")
                  .accept("application/json")
                  .payload(SdkBytes.fromUtf8String(agent.canary().payload()))
                  .overrideConfiguration(c -> c.apiCallTimeout(timeout)),
          (response, body) -> beginning(body));
    } finally {
      stop(arn, agent.endpoint(), session);
    }
  }

  private static String beginning(AbortableInputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES);
    if (bytes.length == MOST_BYTES) {
      // What comes after is not waited for.
      body.abort();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static CanaryResult failed(SdkException e, long start) {
    return CanaryResult.failed(answer(e), since(start), code(e), String.valueOf(e.getMessage()));
  }

  private static CanaryResult judge(Agent agent, String body, Duration latency) {
    if (!agent.canary().expect().isMetBy(body)) {
      return new CanaryResult(Answer.WRONG, latency, "the answer lacks what the plan expects");
    }
    return latency.compareTo(agent.thresholds().latency()) > 0
        ? new CanaryResult(Answer.SLOW, latency, "")
        : new CanaryResult(Answer.RIGHT, latency, "");
  }

  private static Answer answer(SdkException failure) {
    return switch (failure) {
      case RuntimeClientErrorException e -> runtimeAnswer(String.valueOf(e.getMessage()));
      case BedrockAgentCoreException e ->
          switch (e.statusCode()) {
            case 400 -> isAuthorisation(e) ? Answer.REFUSED : Answer.REJECTED;
            case 401, 403 -> Answer.REFUSED;
            case 402, 429 -> Answer.THROTTLED;
            case 404 -> Answer.MISSING;
            case 424 -> runtimeAnswer(String.valueOf(e.getMessage()));
            default -> Answer.UNREACHABLE;
          };
      case ApiCallTimeoutException e -> Answer.TIMED_OUT;
      case SdkClientException e -> Answer.UNREACHABLE;
      default -> Answer.UNREACHABLE;
    };
  }

  private static boolean isAuthorisation(BedrockAgentCoreException e) {
    return AUTHORISATION.matcher(String.valueOf(e.getMessage())).find();
  }

  /** A 424: the runtime itself failed, and its text says how. */
  private static Answer runtimeAnswer(String text) {
    if (KnownError.START_FAILED.isIn(text)) {
      return Answer.CRASHED;
    }
    return text.contains("Received error (403)") || text.contains("Received error (401)")
        ? Answer.REFUSED
        : Answer.AGENT_ERROR;
  }

  /** The service's words are not told: they may repeat what the agent answered. */
  private static String code(SdkException failure) {
    if (!(failure instanceof BedrockAgentCoreException e) || e.awsErrorDetails() == null) {
      return failure.getClass().getSimpleName();
    }
    Matcher runtime = RUNTIME_STATUS.matcher(String.valueOf(e.getMessage()));
    return e.getClass().getSimpleName()
        + " (HTTP "
        + e.statusCode()
        + (runtime.find() ? "; the runtime answered " + runtime.group(1) : "")
        + ")";
  }

  private void stop(String arn, String endpoint, String session) {
    try {
      client.stopRuntimeSession(
          r ->
              r.agentRuntimeArn(arn)
                  .qualifier(endpoint)
                  .runtimeSessionId(session)
                  .overrideConfiguration(c -> c.apiCallTimeout(STOP_TIMEOUT)));
    } catch (SdkException e) {
      // A session that never started, or one that idles out by itself: nothing is lost.
      Log.line("session not stopped", "session", session, "why", e.getClass().getSimpleName());
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
