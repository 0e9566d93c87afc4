package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.incident.Move;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.lambda.Alias;

/**
 * The two machines in Amazon States Language. They hold no rule of their own: a function answers
 * with a {@link Move}, and the machine goes where the move says (design decision 2).
 */
public final class MachineDefinitions {
  public static final String RECOVERY = "responder-recovery";
  public static final String INFORM = "responder-inform";

  private static final int MOST_RECOVERY_TURNS = 400;
  // Nine events a turn: a longer execution would run into Step Functions' limit of 25,000 events.
  private static final int MOST_INFORM_TURNS = 2000;
  // Each takes a minute and its retries: about ten minutes, then people are told from outside.
  private static final int MOST_INFORM_FAILURES_IN_A_ROW = 7;

  private MachineDefinitions() {}

  /** DETECT → ASSESS → moves, until the incident is resolved or a person is asked → DOCUMENT. */
  public static Map<String, Object> recovery(Alias look, Alias backup, Alias act, Alias tell) {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("DETECT", begin("ASSESS"));
    states.put("ASSESS", turn("ASSESS", look, Part.LOOK, "assess", "DECIDE", "ESCALATE"));
    states.put("DECIDE", decideRecovery());
    states.put("BACK_UP", turn("BACK_UP", backup, Part.BACKUP, "", "DECIDE", "ESCALATE"));
    states.put("RESPOND", turn("RESPOND", act, Part.ACT, "", "DECIDE", "ESCALATE"));
    states.put("WAIT", waitFor("VERIFY"));
    states.put("VERIFY", turn("VERIFY", look, Part.LOOK, "verify", "DECIDE", "ESCALATE"));
    states.put("TELL", turn("TELL", tell, Part.TELL, "inform", "DOCUMENT", "ESCALATE"));
    states.put("ESCALATE", escalate(tell));
    states.put("DOCUMENT", last("DOCUMENT", tell, "report", "NOT_DOCUMENTED"));
    states.put(
        "NOT_TOLD", fail("NotTold", "nobody could be told of the escalation by mail or SMS"));
    states.put("NOT_DOCUMENTED", fail("NotDocumented", "the incident report was not written"));
    return machine("Recovers one incident", Duration.ofHours(24), "DETECT", states);
  }

  /** First notice, updates and resolution, however long the recovery takes. */
  public static Map<String, Object> inform(Alias tell) {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("DETECT", begin("NOTIFY"));
    states.put("NOTIFY", notifyPeople(tell));
    states.put("DECIDE", decideInform());
    states.put("WAIT", waitFor("NOTIFY"));
    states.put("AGAIN", Sorted.map(Map.of("Type", "Wait", "Seconds", 60, "Next", "DECIDE_AGAIN")));
    states.put(
        "DECIDE_AGAIN",
        choice(
            "NOTIFY",
            "",
            List.of(
                rule(
                    "$failures >= " + MOST_INFORM_FAILURES_IN_A_ROW,
                    "CANNOT_TELL",
                    Optional.empty()),
                rule("$turns >= " + MOST_INFORM_TURNS, "TOO_LONG", Optional.empty()))));
    states.put("TOLD", Sorted.map(Map.of("Type", "Succeed")));
    states.put(
        "CANNOT_TELL",
        fail(
            "CannotTell",
            "the Tell function failed " + MOST_INFORM_FAILURES_IN_A_ROW + " times in a row"));
    states.put(
        "TOO_LONG", fail("TooManyTurns", "the incident is still open after the last update"));
    return machine("Tells people of one incident", Duration.ofDays(30), "DETECT", states);
  }

  private static Map<String, Object> decideRecovery() {
    return choice(
        "ESCALATE",
        "'the machine knows no such move: ' & $string($states.input)",
        List.of(
            rule(
                "$turns >= " + MOST_RECOVERY_TURNS,
                "ESCALATE",
                Optional.of("'no end after " + MOST_RECOVERY_TURNS + " turns'")),
            rule(is(Move.Act.class) + by(Part.BACKUP), "BACK_UP", Optional.empty()),
            rule(is(Move.Act.class) + by(Part.ACT), "RESPOND", Optional.empty()),
            rule(is(Move.Wait.class), "WAIT", Optional.empty()),
            rule(is(Move.Done.class), "TELL", Optional.empty()),
            rule(is(Move.Escalate.class), "ESCALATE", Optional.of("$states.input.reason"))));
  }

  private static Map<String, Object> decideInform() {
    return choice(
        "AGAIN",
        "",
        List.of(
            rule("$turns >= " + MOST_INFORM_TURNS, "TOO_LONG", Optional.empty()),
            rule(is(Move.Wait.class), "WAIT", Optional.empty()),
            rule(is(Move.Done.class), "TOLD", Optional.empty())));
  }

  private static String is(Class<? extends Move> move) {
    return "$states.input.move = '" + move.getSimpleName() + "'";
  }

  private static String by(Part part) {
    return " and $states.input.by = '" + (part == Part.ACT ? "Act" : "Backup") + "'";
  }

  private static Map<String, Object> machine(
      String comment, Duration most, String first, Map<String, Object> states) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("Comment", comment);
    machine.put("QueryLanguage", "JSONata");
    machine.put("TimeoutSeconds", most.toSeconds());
    machine.put("StartAt", first);
    machine.put("States", states);
    return machine;
  }

  private static Map<String, Object> begin(String next) {
    return Sorted.map(
        Map.of(
            "Type",
            "Pass",
            "Assign",
            Sorted.map(
                Map.of(
                    "incident",
                    expression("$states.input.incident"),
                    "turns",
                    0,
                    "failures",
                    0,
                    "reason",
                    "")),
            "Next",
            next));
  }

  /** A call that answers with a move, and counts as a turn. */
  private static Map<String, Object> turn(
      String state, Alias function, Part part, String verb, String next, String onFailure) {
    Map<String, Object> task = call(part);
    arguments(task, function, payload(verb));
    task.put("Assign", Sorted.map(Map.of("turns", expression("$turns + 1"))));
    task.put("Catch", List.of(caught(state, onFailure)));
    task.put("Next", next);
    return task;
  }

  /** A failure is a turn too, and the machine ends badly after some without an answer between. */
  private static Map<String, Object> notifyPeople(Alias tell) {
    Map<String, Object> task = turn("NOTIFY", tell, Part.TELL, "inform", "DECIDE", "AGAIN");
    task.put("Assign", Sorted.map(Map.of("turns", expression("$turns + 1"), "failures", 0)));
    Map<String, Object> caught = caught("NOTIFY", "AGAIN");
    Map<String, Object> assigned = new LinkedHashMap<>();
    assigned.put("failures", expression("$failures + 1"));
    assigned.put("reason", caughtReason("NOTIFY"));
    assigned.put("turns", expression("$turns + 1"));
    caught.put("Assign", assigned);
    task.put("Catch", List.of(caught));
    return task;
  }

  private static Map<String, Object> escalate(Alias tell) {
    Map<String, Object> task = call(Part.TELL);
    Map<String, Object> payload = payload("escalate");
    payload.put("reason", expression("$reason"));
    arguments(task, tell, payload);
    task.put("Catch", List.of(caught("ESCALATE", "NOT_TOLD")));
    task.put("Next", "DOCUMENT");
    return task;
  }

  private static Map<String, Object> last(String state, Alias tell, String verb, String onFailure) {
    Map<String, Object> task = call(Part.TELL);
    arguments(task, tell, payload(verb));
    task.put("Catch", List.of(caught(state, onFailure)));
    task.put("End", true);
    return task;
  }

  private static Map<String, Object> call(Part part) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("Type", "Task");
    task.put("Resource", "arn:aws:states:::lambda:invoke");
    // Longer than the function's own timeout: a call that is given up here must be over there.
    task.put("TimeoutSeconds", part.timeoutSeconds() + 15);
    task.put(
        "Retry",
        List.of(
            Sorted.map(
                Map.of(
                    "ErrorEquals", List.of("States.Timeout"),
                    "IntervalSeconds", 1,
                    "MaxAttempts", 2)),
            Sorted.map(
                Map.of(
                    // A process that dies is Runtime.ExitError, which only States.TaskFailed
                    // covers.
                    "ErrorEquals",
                        List.of("Lambda.Unknown", "Sandbox.Timedout", "States.TaskFailed"),
                    "IntervalSeconds", 1,
                    "MaxAttempts", 5,
                    "BackoffRate", 2,
                    "MaxDelaySeconds", 15,
                    "JitterStrategy", "FULL"))));
    return task;
  }

  private static Map<String, Object> payload(String verb) {
    Map<String, Object> payload = new LinkedHashMap<>();
    if (!verb.isEmpty()) {
      payload.put("do", verb);
    }
    payload.put("incident", expression("$incident"));
    return payload;
  }

  private static void arguments(
      Map<String, Object> task, Alias function, Map<String, Object> payload) {
    task.put(
        "Arguments",
        Sorted.map(Map.of("FunctionName", function.getFunctionArn(), "Payload", payload)));
    task.put("Output", expression("$states.result.Payload"));
  }

  private static Map<String, Object> caught(String state, String next) {
    return Sorted.map(
        Map.of(
            "ErrorEquals", List.of("States.ALL"),
            "Assign", Sorted.map(Map.of("reason", caughtReason(state))),
            "Output", Sorted.map(Map.of("move", "Failed")),
            "Next", next));
  }

  private static String caughtReason(String state) {
    return expression(
        "'"
            + state
            + " failed: ' & $states.errorOutput.Error & ' '"
            + " & $substring($string($states.errorOutput.Cause), 0, 500)");
  }

  private static Map<String, Object> waitFor(String next) {
    return Sorted.map(
        Map.of("Type", "Wait", "Seconds", expression("$states.input.seconds"), "Next", next));
  }

  private static Map<String, Object> fail(String error, String cause) {
    return Sorted.map(Map.of("Type", "Fail", "Error", error, "Cause", cause));
  }

  private static Map<String, Object> choice(
      String otherwise, String reason, List<Map<String, Object>> rules) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("Type", "Choice");
    choice.put("Choices", rules);
    if (!reason.isEmpty()) {
      choice.put("Assign", Sorted.map(Map.of("reason", expression(reason))));
    }
    choice.put("Default", otherwise);
    return choice;
  }

  private static Map<String, Object> rule(String condition, String next, Optional<String> reason) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("Condition", expression(condition));
    reason.ifPresent(text -> rule.put("Assign", Sorted.map(Map.of("reason", expression(text)))));
    rule.put("Next", next);
    return rule;
  }

  private static String expression(String jsonata) {
    return "{% " + jsonata + " %}";
  }
}
