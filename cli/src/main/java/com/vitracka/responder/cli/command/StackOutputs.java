package com.vitracka.responder.cli.command;

import java.util.Map;

/** What the responder's stack says about itself. */
public final class StackOutputs {
  public static final String STACK = "AgentCoreResponder";

  /** In the plan's standby region. */
  public static final String WATCH_STACK = "AgentCoreResponderWatch";

  /** The last resort in the responder's region. */
  public static final String FALLBACK_TOPIC = "responder-fallback";

  /** The same in the standby region. */
  public static final String WATCH_TOPIC = "responder-watch";

  private final Map<String, String> values;
  private final String where;

  public StackOutputs(Map<String, String> values, String where) {
    this.values = Map.copyOf(values);
    this.where = where;
  }

  public String releasesBucket() {
    return get("ReleasesBucketName");
  }

  public String recordsBucket() {
    return get("RecordsBucketName");
  }

  public String incidentTable() {
    return get("IncidentTableName");
  }

  public String intakeFunction() {
    return get("IntakeFunctionName");
  }

  public String alarmTopic() {
    return get("AlarmTopicArn");
  }

  private String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new Failure(
          ExitCode.NOT_DEPLOYED,
          "the stack has no output " + name,
          where,
          "deploy this version of the stack: cd infra && npx cdk deploy --all");
    }
    return value;
  }
}
