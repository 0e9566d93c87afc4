package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.plan.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** {@code responder send}. */
@Command(
    name = "send",
    description = {
      "Sends a test event (a file of events/) to the Intake function and prints its answer.",
      "Account, region, agent and times are filled in; the rest is sent as it is."
    })
public final class SendCommand extends ResponderCommand {
  /** Longer than Intake may run. */
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(40);

  private static final String TEST_PREFIX = "test_";
  private static final Pattern ALARM = Pattern.compile(":alarm:([A-Za-z0-9_.-]+)");

  @Parameters(paramLabel = "FILE", description = "such as events/alarm-sns-metric.json")
  private Path file = Path.of("");

  @Mixin private AgentOption agentOption = new AgentOption();

  @Option(
      names = "--set-alarm",
      description = "set the event's alarm to ALARM first; for agents named test_… only")
  private boolean setAlarm;

  @Option(names = "--dry-run", description = "print the event, send nothing")
  private boolean dryRun;

  @Override
  protected ExitCode run(Session session) {
    Agent agent = agentOption.in(session);
    String event =
        EventText.filledIn(read(), session.account(), session.region(), agent, Instant.now());
    if (dryRun) {
      if (setAlarm) {
        session.out().progress("SetAlarmState " + alarmToSet(agent, event) + " ALARM, and then:");
      }
      session.out().raw(event);
      return ExitCode.OK;
    }
    if (setAlarm) {
      setAlarm(session, agent, event);
    }
    String function = session.outputs().intakeFunction();
    InvokeResponse answer =
        session
            .aws()
            .lambda()
            .invoke(
                r ->
                    r.functionName(function)
                        .payload(SdkBytes.fromUtf8String(event))
                        .overrideConfiguration(
                            c ->
                                c.apiCallTimeout(FUNCTION_TIMEOUT)
                                    .apiCallAttemptTimeout(FUNCTION_TIMEOUT)));
    String body = answer.payload().asUtf8String();
    if (answer.functionError() != null) {
      throw new Failure(
          ExitCode.REFUSED,
          "the function failed (" + answer.functionError() + "): " + body,
          function,
          "read its log: aws logs tail /aws/lambda/"
              + function.replaceFirst(":.*", "")
              + " --since 5m --region "
              + session.region());
    }
    JsonObject document = parse(body, function);
    // As it came, so that a program sees "incident": null as well.
    session.out().raw(session.out().isJson() ? body : Json.pretty(document.values()));
    return ExitCode.OK;
  }

  private static JsonObject parse(String body, String function) {
    try {
      JsonObject document = Json.object(body);
      if (document.has("decision") || document.has("answers")) {
        return document;
      }
    } catch (MalformedJsonException e) {
      throw strange(body, function);
    }
    throw strange(body, function);
  }

  private static Failure strange(String body, String function) {
    return new Failure(
        ExitCode.FAILED,
        "that is no answer of Intake: " + body,
        function,
        "the function that answered is not ours, or did not really run: responder doctor");
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INVALID,
          "the event cannot be read: " + e,
          file.toString(),
          "name one of the files in events/ (events/README.md lists them)",
          e);
    }
  }

  /** An alarm of a real agent that goes off sets real people and a real deployment in motion. */
  static void guardTestAgent(Agent agent) {
    if (!agent.name().startsWith(TEST_PREFIX)) {
      throw new Failure(
          ExitCode.REFUSED,
          "--set-alarm is for test agents only, and " + agent.name() + " is not one",
          "agents of the plan: a test agent's name begins with " + TEST_PREFIX,
          "leave out --set-alarm, or name a test agent: --agent test_…");
    }
  }

  private static String alarmToSet(Agent agent, String event) {
    guardTestAgent(agent);
    Matcher alarm = ALARM.matcher(event);
    if (!alarm.find()) {
      throw new Failure(
          ExitCode.INVALID,
          "the event names no alarm",
          "its text holds no ARN of an alarm",
          "leave out --set-alarm");
    }
    return alarm.group(1);
  }

  private static void setAlarm(Session session, Agent agent, String event) {
    String alarm = alarmToSet(agent, event);
    session
        .aws()
        .cloudWatch()
        .setAlarmState(
            r ->
                r.alarmName(alarm)
                    .stateValue(StateValue.ALARM)
                    .stateReason("responder send --set-alarm, by a person"));
    session.out().progress("Alarm " + alarm + " is set to ALARM");
  }
}
