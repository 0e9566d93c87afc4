package com.vitracka.responder.local.simulation;

import com.vitracka.responder.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** SNS, EventBridge and Lambda's own queue: at least once, in any order, late, sometimes never. */
final class Deliveries {
  /**
   * How events travel in a history; of a thousand.
   *
   * @param lost never delivered, on one path
   * @param twice delivered twice
   * @param late minutes later
   * @param mangled cut off, so that nobody can read them
   */
  record Habits(int lost, int twice, int late, int mangled) {}

  static final String ACCOUNT = "000000000000";

  private final World world;
  private final Habits habits;
  private final Set<String> cutOff = new HashSet<>();
  private boolean over;

  Deliveries(World world, Habits habits) {
    this.world = world;
    this.habits = habits;
  }

  /** From now on each event is delivered once and soon. */
  void calm() {
    over = true;
  }

  /** An alarm changed its state: its topic and EventBridge both tell Intake. */
  void alarm(String name, boolean fires) {
    String state = fires ? "ALARM" : "OK";
    String at = world.instant().toString();
    String region = world.plan().region();
    String arn = "arn:aws:cloudwatch:" + region + ":" + ACCOUNT + ":alarm:" + name;
    String alarm =
        "{\"AlarmName\":\"%s\",\"AlarmArn\":\"%s\",\"AWSAccountId\":\"%s\",\"NewStateValue\":\"%s\",\"NewStateReason\":\"Threshold Crossed\",\"StateChangeTime\":\"%s\"}"
            .formatted(name, arn, ACCOUNT, state, at);
    String topic = "arn:aws:sns:" + region + ":" + ACCOUNT + ":responder-alarms";
    deliver(
        Part.INTAKE,
        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"EventSubscriptionArn\":\""
            + topic
            + ":0b6941ba\",\"Sns\":{\"TopicArn\":\""
            + topic
            + "\",\"Timestamp\":\""
            + at
            + "\",\"Message\":"
            + Json.write(alarm)
            + "}}]}");
    deliver(
        Part.INTAKE,
        ("{\"source\":\"aws.cloudwatch\",\"detail-type\":\"CloudWatch Alarm State Change\",\"account\":\"%s\",\"region\":\"%s\",\"time\":\"%s\",\"resources\":[\"%s\"],"
                + "\"detail\":{\"alarmName\":\"%s\",\"state\":{\"value\":\"%s\",\"reason\":\"Threshold Crossed\",\"timestamp\":\"%s\"}}}")
            .formatted(ACCOUNT, region, at, arn, name, state, at));
  }

  void deleted(LiveAgent agent) {
    String at = world.instant().toString();
    deliver(
        Part.INTAKE,
        ("{\"source\":\"aws.bedrock-agentcore\",\"detail-type\":\"AWS API Call via CloudTrail\",\"account\":\"%s\",\"region\":\"%s\",\"time\":\"%s\",\"detail\":{\"eventName\":\"DeleteAgentRuntime\","
                + "\"eventTime\":\"%s\",\"awsRegion\":\"%s\",\"recipientAccountId\":\"%s\",\"userIdentity\":{\"arn\":\"arn:aws:iam::%s:user/jane\"},\"requestParameters\":{\"agentRuntimeId\":\"%s\"}}}")
            .formatted(
                ACCOUNT,
                world.plan().region(),
                at,
                at,
                world.plan().region(),
                ACCOUNT,
                ACCOUNT,
                agent.plan().runtimeId()));
  }

  void testsFailed(LiveAgent agent, String commit) {
    deliver(
        Part.INTAKE,
        "{\"source\":\"vitracka.pipeline\",\"detail-type\":\"IntegrationTestsFailed\",\"account\":\"%s\",\"region\":\"%s\",\"time\":\"%s\",\"detail\":{\"agent\":\"%s\",\"commit\":\"%s\",\"failed\":[\"answers\"]}}"
            .formatted(ACCOUNT, world.plan().region(), world.instant(), agent.name(), commit));
  }

  void canaryFailed(String agent, Instant at, String detail) {
    deliver(
        Part.INTAKE,
        "{\"do\":\"canaryFailed\",\"agent\":\"%s\",\"at\":\"%s\",\"detail\":%s}"
            .formatted(agent, at, Json.write(detail)));
  }

  void askCanary(String agent) {
    deliver(Part.LOOK, "{\"do\":\"canary\",\"agent\":\"" + agent + "\"}");
  }

  boolean hasCutOff(String payload) {
    return cutOff.contains(payload);
  }

  private void deliver(Part part, String payload) {
    Chance chance = world.chance();
    if (!over && chance.ofThousand(habits.lost())) {
      world.coverage().lost();
      return;
    }
    if (!over && part == Part.INTAKE && chance.ofThousand(habits.mangled())) {
      world.coverage().did("an event arrives cut off");
      String rest = payload.substring(0, payload.length() - 2);
      cutOff.add(rest);
      world.agenda().after(100, () -> world.functions().deliver(part, rest));
      return;
    }
    int times = !over && chance.ofThousand(habits.twice()) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      long late =
          !over && chance.ofThousand(habits.late())
              ? chance.seconds(20, 20 * 60)
              : chance.between(30, 2500);
      world.agenda().after(late, () -> world.functions().deliver(part, payload));
    }
    if (times > 1) {
      world.coverage().deliveredTwice();
    }
  }
}
