package com.vitracka.responder.local.simulation;

import com.vitracka.responder.detect.Executions.Machine;
import com.vitracka.responder.detect.Executions.Outcome;
import com.vitracka.responder.detect.Executions.Start;
import com.vitracka.responder.detect.Executions.State;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Step Functions with the two machines of the deployment: states, retries and catches are those of
 * {@code MachineDefinitions}, and a test compares them.
 */
final class Machines {
  static final int MOST_RECOVERY_TURNS = 400;
  static final int MOST_INFORM_TURNS = 2000;
  static final int MOST_INFORM_FAILURES_IN_A_ROW = 7;

  private static final int MOST_RETRIES = 5;
  private static final int MOST_RETRIES_OF_TIMEOUTS = 2;
  private static final long RECOVERY_ENDS_AFTER_MILLIS = 24L * 3600 * 1000;
  private static final long AGAIN_AFTER_MILLIS = 60_000;

  /** The states, by the names that the definitions give them. */
  enum Stage {
    ASSESS,
    BACK_UP,
    RESPOND,
    WAIT,
    VERIFY,
    TELL,
    ESCALATE,
    DOCUMENT,
    NOTIFY,
    AGAIN,
    TOLD,
    NOT_TOLD,
    NOT_DOCUMENTED,
    CANNOT_TELL,
    TOO_LONG
  }

  /** An execution. */
  static final class Execution {
    private final Machine machine;
    private final String incident;
    private final String name;
    private final long startedAt;
    private State state = new State.Running();
    private int turns;
    private int failures;
    private String reason = "";

    private Execution(Machine machine, String incident, String name, long startedAt) {
      this.machine = machine;
      this.incident = incident;
      this.name = name;
      this.startedAt = startedAt;
    }

    Machine machine() {
      return machine;
    }

    String incident() {
      return incident;
    }

    boolean runs() {
      return state instanceof State.Running;
    }

    @Override
    public String toString() {
      return machine + " " + name + " " + state;
    }
  }

  private final World world;
  private final Map<String, Execution> executions = new LinkedHashMap<>();

  Machines(World world) {
    this.world = world;
  }

  Collection<Execution> executions() {
    return executions.values();
  }

  Start start(Machine machine, String incident, String name) {
    String key = machine + "/" + name;
    if (executions.containsKey(key)) {
      return Start.ALREADY_THERE;
    }
    Execution execution = new Execution(machine, incident, name, world.now());
    executions.put(key, execution);
    world.log(() -> "started " + machine + " " + name);
    world
        .agenda()
        .after(
            world.chance().between(50, 400),
            () -> {
              if (machine == Machine.RECOVERY) {
                assess(execution);
              } else {
                tellPeople(execution);
              }
            });
    return Start.STARTED;
  }

  State state(Machine machine, String name) {
    Execution execution = executions.get(machine + "/" + name);
    return execution == null ? new State.None() : execution.state;
  }

  /** Somebody stops it, or the service loses it. */
  void abort(Execution execution) {
    if (execution.runs()) {
      end(execution, Outcome.ABORTED);
    }
  }

  // The machine Recovery.

  private void assess(Execution execution) {
    turn(
        execution,
        Stage.ASSESS,
        Part.LOOK,
        payload("assess", execution),
        answer -> decide(execution, answer));
  }

  private void decide(Execution execution, JsonObject move) {
    world.coverage().moved(move);
    if (execution.turns >= MOST_RECOVERY_TURNS) {
      execution.reason = "no end after " + MOST_RECOVERY_TURNS + " turns";
      escalate(execution);
      return;
    }
    switch (move.findText("move").orElse("")) {
      case "Act" -> act(execution, move);
      case "Wait" -> {
        enter(Stage.WAIT);
        world
            .agenda()
            .after(
                move.number("seconds") * 1000,
                () ->
                    turn(
                        execution,
                        Stage.VERIFY,
                        Part.LOOK,
                        payload("verify", execution),
                        answer -> decide(execution, answer)));
      }
      case "Done" ->
          task(
              execution,
              Stage.TELL,
              Part.TELL,
              payload("inform", execution),
              answer -> {
                execution.turns++;
                document(execution);
              },
              reason -> caught(execution, Stage.TELL, reason));
      case "Escalate" -> {
        execution.reason = move.findText("reason").orElse("");
        escalate(execution);
      }
      default -> {
        execution.reason = "the machine knows no such move: " + move;
        escalate(execution);
      }
    }
  }

  private void act(Execution execution, JsonObject move) {
    boolean deploys = move.text("by").equals("Act");
    turn(
        execution,
        deploys ? Stage.RESPOND : Stage.BACK_UP,
        deploys ? Part.ACT : Part.BACKUP,
        payload("", execution),
        answer -> decide(execution, answer));
  }

  private void turn(
      Execution execution, Stage stage, Part part, String payload, Consumer<JsonObject> next) {
    task(
        execution,
        stage,
        part,
        payload,
        answer -> {
          execution.turns++;
          next.accept(answer);
        },
        reason -> caught(execution, stage, reason));
  }

  private void caught(Execution execution, Stage stage, String reason) {
    execution.reason = stage + " failed: " + reason;
    escalate(execution);
  }

  private void escalate(Execution execution) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("do", "escalate");
    payload.put("incident", execution.incident);
    payload.put("reason", execution.reason);
    task(
        execution,
        Stage.ESCALATE,
        Part.TELL,
        Json.write(payload),
        _ -> document(execution),
        _ -> {
          enter(Stage.NOT_TOLD);
          end(execution, Outcome.FAILED);
        });
  }

  private void document(Execution execution) {
    task(
        execution,
        Stage.DOCUMENT,
        Part.TELL,
        payload("report", execution),
        _ -> end(execution, Outcome.SUCCEEDED),
        _ -> {
          enter(Stage.NOT_DOCUMENTED);
          end(execution, Outcome.FAILED);
        });
  }

  // The machine Inform.

  private void tellPeople(Execution execution) {
    task(
        execution,
        Stage.NOTIFY,
        Part.TELL,
        payload("inform", execution),
        answer -> {
          execution.turns++;
          execution.failures = 0;
          decideInform(execution, answer);
        },
        _ -> {
          execution.turns++;
          execution.failures++;
          again(execution);
        });
  }

  private void decideInform(Execution execution, JsonObject move) {
    world.coverage().moved(move);
    if (execution.turns >= MOST_INFORM_TURNS) {
      enter(Stage.TOO_LONG);
      end(execution, Outcome.FAILED);
      return;
    }
    switch (move.findText("move").orElse("")) {
      case "Wait" ->
          world.agenda().after(move.number("seconds") * 1000, () -> tellPeople(execution));
      case "Done" -> {
        enter(Stage.TOLD);
        end(execution, Outcome.SUCCEEDED);
      }
      default -> again(execution);
    }
  }

  private void again(Execution execution) {
    enter(Stage.AGAIN);
    world
        .agenda()
        .after(
            AGAIN_AFTER_MILLIS,
            () -> {
              if (execution.failures >= MOST_INFORM_FAILURES_IN_A_ROW) {
                enter(Stage.CANNOT_TELL);
                end(execution, Outcome.FAILED);
              } else if (execution.turns >= MOST_INFORM_TURNS) {
                enter(Stage.TOO_LONG);
                end(execution, Outcome.FAILED);
              } else {
                tellPeople(execution);
              }
            });
  }

  // What both have in common.

  private static String payload(String verb, Execution execution) {
    return verb.isEmpty()
        ? "{\"incident\":\"" + execution.incident + "\"}"
        : "{\"do\":\"" + verb + "\",\"incident\":\"" + execution.incident + "\"}";
  }

  private void task(
      Execution execution,
      Stage stage,
      Part part,
      String payload,
      Consumer<JsonObject> answered,
      Consumer<String> failed) {
    enter(stage);
    attempt(execution, part, payload, 0, answered, failed);
  }

  private void attempt(
      Execution execution,
      Part part,
      String payload,
      int retries,
      Consumer<JsonObject> answered,
      Consumer<String> failed) {
    if (!execution.runs()) {
      return;
    }
    if (execution.machine == Machine.RECOVERY
        && world.now() - execution.startedAt > RECOVERY_ENDS_AFTER_MILLIS) {
      end(execution, Outcome.TIMED_OUT);
      return;
    }
    world
        .functions()
        .call(
            new Invocation(
                part,
                payload,
                execution.incident,
                new Invocation.Caller() {
                  @Override
                  public void answered(JsonObject answer) {
                    if (execution.runs()) {
                      // The next state is entered a moment later.
                      world
                          .agenda()
                          .after(
                              20,
                              () -> {
                                if (execution.runs()) {
                                  answered.accept(answer);
                                }
                              });
                    }
                  }

                  @Override
                  public void failed(String error) {
                    if (!execution.runs()) {
                      return;
                    }
                    int most =
                        error.equals("States.Timeout") ? MOST_RETRIES_OF_TIMEOUTS : MOST_RETRIES;
                    if (retries >= most) {
                      failed.accept(error);
                      return;
                    }
                    long most15 = Math.min(15_000, 1000L << retries);
                    world
                        .agenda()
                        .after(
                            world.chance().between(0, most15),
                            () -> attempt(execution, part, payload, retries + 1, answered, failed));
                  }
                }));
  }

  private void enter(Stage stage) {
    world.coverage().entered(stage);
  }

  private void end(Execution execution, Outcome outcome) {
    execution.state = new State.Ended(outcome, world.instant());
    world.coverage().ended(execution.machine, outcome);
    world.log(() -> "ended " + execution);
    if (outcome != Outcome.SUCCEEDED) {
      world.people().ruleTells(execution);
    }
  }
}
