package com.vitracka.responder.aws;

import com.vitracka.responder.detect.Executions;
import com.vitracka.responder.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

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
  public Start start(Machine machine, String incident) {
    String arn =
        switch (machine) {
          case RECOVERY -> recoveryMachineArn;
          case INFORM -> informMachineArn;
        };
    Instant asked = Instant.now();
    try {
      Instant started =
          stepFunctions
              .get()
              .startExecution(
                  request ->
                      request
                          .stateMachineArn(arn)
                          .name(incident)
                          .input(Json.write(Map.of("incident", incident))))
              .startDate();
      // For one that runs, with the same name and input, the service answers with that one.
      return started.isBefore(asked.minus(TOLERANCE)) ? Start.ALREADY_THERE : Start.STARTED;
    } catch (ExecutionAlreadyExistsException e) {
      return Start.ALREADY_THERE;
    }
  }
}
