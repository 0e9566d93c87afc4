package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.aws.RawAgentRuntimes;
import com.vitracka.responder.aws.ReleaseKeys;
import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.demo.TeamAgent;
import com.vitracka.responder.local.demo.Waiting;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentManagedRuntimeType;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** An agent that is broken and mended again and again. */
final class Patient {
  private static final String LOOK = "responder-look";
  private static final String ALARMS =
      "arn:aws:sns:" + LocalAws.REGION + ":" + LocalAws.ACCOUNT + ":responder-alarms";
  private static final String GOOD = "good";
  private static final String BAD = "bad";
  private static final Duration READY = Duration.ofSeconds(60);

  private final Ground ground;
  private final Agent agent;
  private final TeamAgent atTeam;

  Patient(Ground ground, Agent agent) {
    this.ground = ground;
    this.agent = agent;
    this.atTeam = new TeamAgent(ground.control(), agent);
  }

  String name() {
    return agent.name();
  }

  String runtimeId() {
    return agent.runtimeId();
  }

  /** The team deploys it, and it is seen to answer for long enough to be known as good. */
  void create(String roleArn) {
    publish(GOOD, "");
    publish(BAD, "import coach_settings\n");
    ground.agentCore().post("/_local/next-runtime-id", Map.of("id", agent.runtimeId()));
    atTeam.create(roleArn, ground.deployment().releases(), key(GOOD));
    boolean good = Waiting.until(() -> answersRight() && ground.isKnownGood(agent.name()), READY);
    if (!good) {
      throw new IllegalStateException(agent.name() + " did not become known as good");
    }
  }

  private void publish(String release, String firstLine) {
    ground
        .s3()
        .putObject(
            request -> request.bucket(ground.deployment().releases()).key(key(release)),
            RequestBody.fromBytes(zip(firstLine + source())));
  }

  private String key(String release) {
    return ReleaseKeys.code(agent.name(), release);
  }

  private static String source() {
    try (InputStream in = Patient.class.getResourceAsStream("/kill-sweep-agent/agent.py")) {
      return new String(
          Objects.requireNonNull(in, "kill-sweep-agent/agent.py").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's source could not be read", e);
    }
  }

  private static byte[] zip(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("agent.py"));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's code could not be packed", e);
    }
    return bytes.toByteArray();
  }

  void breakAs(Story story) {
    switch (story) {
      case REDEPLOY, ENDPOINT -> fault("crash");
      case ESCALATED -> {
        fault("redeploy-refused");
        fault("crash");
      }
      case ROLLBACK -> deployBadRelease();
    }
  }

  private void fault(String name) {
    ground.agentCore().post("/_local/faults/" + name, Map.of("runtime", agent.runtimeId()));
  }

  private void deployBadRelease() {
    RawAgentRuntimes runtimes = new RawAgentRuntimes(ground.control());
    runtimes.update(
        agent.runtimeId(),
        RuntimeBodies.withRelease(
            runtimes.get(agent.runtimeId(), Optional.empty()),
            RuntimeBodies.Zip.ofRelease(ground.deployment().releases(), agent.name(), BAD),
            AgentManagedRuntimeType.PYTHON_3_12.toString(),
            List.of("agent.py")),
        UUID.randomUUID().toString());
    atTeam.awaitReady();
  }

  /** A person has found what was wrong. */
  void mend() {
    for (String fault : new String[] {"redeploy-refused", "crash"}) {
      ground.agentCore().delete("/_local/faults/" + fault + "?runtime=" + agent.runtimeId());
    }
  }

  /** As the schedule does: Lambda keeps the event and delivers it again. */
  void lookSoon() {
    ground
        .lambda()
        .invoke(
            request ->
                request
                    .functionName(LOOK)
                    .qualifier("live")
                    .invocationType(InvocationType.EVENT)
                    .payload(canary()));
  }

  /** Whether the canary, asked now, is answered right. */
  boolean answersRight() {
    InvokeResponse answer =
        ground
            .lambda()
            .invoke(request -> request.functionName(LOOK).qualifier("live").payload(canary()));
    return answer.functionError() == null
        && answer.payload().asUtf8String().contains("answers right");
  }

  private SdkBytes canary() {
    return SdkBytes.fromUtf8String("{\"do\":\"canary\",\"agent\":\"" + agent.name() + "\"}");
  }

  /** The alarm comes by its topic too, as CloudWatch words it. */
  void alarm() {
    Map<String, Object> alarm =
        Map.of(
            "AlarmName",
            agent.alarm(AgentAlarm.CANARY),
            "AWSAccountId",
            LocalAws.ACCOUNT,
            "NewStateValue",
            "ALARM",
            "NewStateReason",
            "Threshold Crossed",
            "StateChangeTime",
            Instant.now().toString(),
            "Region",
            "EU (Ireland)",
            "AlarmArn",
            "arn:aws:cloudwatch:%s:%s:alarm:%s"
                .formatted(LocalAws.REGION, LocalAws.ACCOUNT, agent.alarm(AgentAlarm.CANARY)),
            "OldStateValue",
            "OK");
    ground.sns().publish(request -> request.topicArn(ALARMS).message(Json.write(alarm)));
  }
}
