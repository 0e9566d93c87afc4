package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.detect.Executions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What Intake relies on of Step Functions: an incident's id starts one execution. */
@Needs("stepfunctions")
class ExecutionsEndpointTest {
  private static final String WAITING =
      """
      {"StartAt": "WAIT", "States": {"WAIT": {"Type": "Wait", "Seconds": 60, "End": true}}}
      """;
  private static final String ENDING =
      """
      {"StartAt": "END", "States": {"END": {"Type": "Succeed"}}}
      """;
  private static final String INPUT = "{\"incident\":\"inc-1\"}";

  private final SfnClient sfn = LocalEndpoint.get().aws().sfn();
  private String machine = "";

  @Test
  void aRunningExecutionIsStartedAgainBySuccess() {
    machine = machine(WAITING);

    String first = start("inc-1", INPUT);
    String again = start("inc-1", INPUT);

    assertThat(again).isEqualTo(first);
    assertThat(sfn.listExecutions(list -> list.stateMachineArn(machine)).executions()).hasSize(1);
    sfn.stopExecution(stop -> stop.executionArn(first));
  }

  @Test
  void anExecutionOfTheSameNameWithAnotherInputIsRefused() {
    machine = machine(WAITING);
    String first = start("inc-1", INPUT);

    assertThatThrownBy(() -> start("inc-1", "{\"incident\":\"inc-2\"}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    sfn.stopExecution(stop -> stop.executionArn(first));
  }

  @Test
  void anExecutionThatHasEndedIsNotStartedAgain() {
    machine = machine(ENDING);
    String first = start("inc-1", INPUT);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                sfn.describeExecution(describe -> describe.executionArn(first)).status()
                    == ExecutionStatus.SUCCEEDED);

    assertThatThrownBy(() -> start("inc-1", INPUT))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  void the_adapter_starts_one_execution_named_after_the_incident_however_often_it_is_asked() {
    machine = machine(WAITING);
    String inform = machine(WAITING);
    Executions executions = new StepFunctionsExecutions(() -> sfn, machine, inform);

    assertThat(executions.start(Executions.Machine.RECOVERY, "inc-1"))
        .isEqualTo(Executions.Start.STARTED);
    executions.start(Executions.Machine.RECOVERY, "inc-1");
    executions.start(Executions.Machine.INFORM, "inc-1");

    for (String arn : List.of(machine, inform)) {
      List<ExecutionListItem> all =
          sfn.listExecutions(list -> list.stateMachineArn(arn)).executions();
      assertThat(all).extracting(ExecutionListItem::name).containsExactly("inc-1");
      String execution = all.getFirst().executionArn();
      assertThat(sfn.describeExecution(describe -> describe.executionArn(execution)).input())
          .isEqualTo(INPUT);
      sfn.stopExecution(stop -> stop.executionArn(execution));
    }
    sfn.deleteStateMachine(delete -> delete.stateMachineArn(inform));
  }

  @Test
  void the_adapter_finds_an_execution_that_has_ended() {
    machine = machine(ENDING);
    Executions executions = new StepFunctionsExecutions(() -> sfn, machine, machine);
    executions.start(Executions.Machine.RECOVERY, "inc-1");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                executions.start(Executions.Machine.RECOVERY, "inc-1")
                    == Executions.Start.ALREADY_THERE);
  }

  @Test
  void the_adapter_says_how_far_an_execution_is() {
    machine = machine(ENDING);
    String waiting = machine(WAITING);
    Executions executions = new StepFunctionsExecutions(() -> sfn, machine, waiting);

    assertThat(executions.state(Executions.Machine.RECOVERY, "inc-1"))
        .isEqualTo(new Executions.State.None());
    executions.start(Executions.Machine.RECOVERY, "inc-1");
    executions.start(Executions.Machine.INFORM, "inc-1", "inc-1-2");
    assertThat(executions.state(Executions.Machine.INFORM, "inc-1-2"))
        .isEqualTo(new Executions.State.Running());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                executions.state(Executions.Machine.RECOVERY, "inc-1")
                        instanceof Executions.State.Ended ended
                    && ended.outcome() == Executions.Outcome.SUCCEEDED);
    String execution =
        sfn.listExecutions(list -> list.stateMachineArn(waiting))
            .executions()
            .getFirst()
            .executionArn();
    sfn.stopExecution(stop -> stop.executionArn(execution));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                executions.state(Executions.Machine.INFORM, "inc-1-2")
                        instanceof Executions.State.Ended ended
                    && ended.outcome() == Executions.Outcome.ABORTED);
    sfn.deleteStateMachine(delete -> delete.stateMachineArn(waiting));
  }

  @AfterEach
  void deleteMachine() {
    sfn.deleteStateMachine(delete -> delete.stateMachineArn(machine));
  }

  private String start(String name, String input) {
    return sfn.startExecution(start -> start.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  private String machine(String definition) {
    return sfn.createStateMachine(
            create ->
                create
                    .name("contracts-" + UUID.randomUUID())
                    .roleArn(ARole.OF_A_MACHINE)
                    .definition(definition))
        .stateMachineArn();
  }
}
