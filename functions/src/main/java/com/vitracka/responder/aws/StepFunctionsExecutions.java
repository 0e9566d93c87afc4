package com.vitracka.responder.aws;

import com.vitracka.responder.detect.Executions;
import com.vitracka.responder.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Executions of Step Functions; the name is the key that makes a second start harmless. */
public final class StepFunctionsExecutions implements Executions {
  /** Of the clocks here and there. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Supplier<SfnClient> stepFunctions;
  private final String recoveryMachineArn;
  private final String informMachineArn;

  public StepFunctionsExecutions(
      Supplier<SfnClient> stepFunctions, String recoveryMachineArn, String informMachineArn) {
    this.stepFunctions = stepFunctions;
    this.recoveryMachineArn = recoveryMachineArn;
    this.informMachineArn = informMachineArn;
  }

  @Override
  public Start start(Machine machine, String incident, String name) {
    String arn = arn(machine);
    Instant asked = Instant.now();
    try {
      Instant started =
          stepFunctions
              .get()
              .startExecution(
                  request ->
                      request
                          .stateMachineArn(arn)
                          .name(name)
                          .input(Json.write(Map.of("incident", incident))))
              .startDate();
      // For one that runs, with the same name and input, the service answers with that one.
      return started.isBefore(asked.minus(TOLERANCE)) ? Start.ALREADY_THERE : Start.STARTED;
    } catch (ExecutionAlreadyExistsException e) {
      return Start.ALREADY_THERE;
    }
  }

  @Override
  public State state(Machine machine, String name) {
    String arn = arn(machine).replace(":stateMachine:", ":execution:") + ":" + name;
    try {
      DescribeExecutionResponse found =
          stepFunctions.get().describeExecution(request -> request.executionArn(arn));
      return switch (found.status()) {
        case RUNNING, PENDING_REDRIVE -> new State.Running();
        case SUCCEEDED -> new State.Ended(Outcome.SUCCEEDED, found.stopDate());
        case FAILED -> new State.Ended(Outcome.FAILED, found.stopDate());
        case TIMED_OUT -> new State.Ended(Outcome.TIMED_OUT, found.stopDate());
        case ABORTED -> new State.Ended(Outcome.ABORTED, found.stopDate());
        case UNKNOWN_TO_SDK_VERSION ->
            throw new IllegalStateException(
                "execution '" + name + "' is " + found.statusAsString() + ", a state not known");
      };
    } catch (ExecutionDoesNotExistException e) {
      return new State.None();
    }
  }

  private String arn(Machine machine) {
    return switch (machine) {
      case RECOVERY -> recoveryMachineArn;
      case INFORM -> informMachineArn;
    };
  }
}
