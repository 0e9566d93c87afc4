package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.detect.Executions;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The executions that Intake starts. */
@Needs("stepfunctions")
class StepFunctionsExecutionsEndpointTest {
  private final SfnClient sfn = LocalEndpoint.get().aws().sfn();
  private String recovery = "";
  private String inform = "";

  @BeforeEach
  void createMachines() {
    recovery = machine();
    inform = machine();
  }

  @AfterEach
  void deleteMachines() {
    sfn.deleteStateMachine(delete -> delete.stateMachineArn(recovery));
    sfn.deleteStateMachine(delete -> delete.stateMachineArn(inform));
  }

  @Test
  void each_machine_runs_one_execution_named_after_the_incident_however_often_it_is_started() {
    Executions executions = new StepFunctionsExecutions(() -> sfn, recovery, inform);

    assertThat(executions.start(Executions.Machine.RECOVERY, "20261124-101530-a-abcd"))
        .isEqualTo(Executions.Start.STARTED);
    executions.start(Executions.Machine.RECOVERY, "20261124-101530-a-abcd");
    executions.start(Executions.Machine.INFORM, "20261124-101530-a-abcd");

    for (String machine : new String[] {recovery, inform}) {
      ExecutionListItem only =
          sfn.listExecutions(list -> list.stateMachineArn(machine)).executions().getFirst();
      assertThat(sfn.listExecutions(list -> list.stateMachineArn(machine)).executions()).hasSize(1);
      assertThat(only.name()).isEqualTo("20261124-101530-a-abcd");
      assertThat(
              sfn.describeExecution(describe -> describe.executionArn(only.executionArn())).input())
          .isEqualTo("{\"incident\":\"20261124-101530-a-abcd\"}");
    }
  }

  @Test
  void a_machine_that_is_not_there_is_an_error() {
    Executions executions = new StepFunctionsExecutions(() -> sfn, recovery + "-absent", inform);

    assertThatThrownBy(() -> executions.start(Executions.Machine.RECOVERY, "i"))
        .isInstanceOf(SfnException.class);
  }

  private String machine() {
    return sfn.createStateMachine(
            create ->
                create
                    .name("contracts-" + UUID.randomUUID())
                    .roleArn(ARole.OF_A_MACHINE)
                    .definition(
                        """
                        {"StartAt": "WAIT",
                         "States": {"WAIT": {"Type": "Wait", "Seconds": 2, "End": true}}}
                        """))
        .stateMachineArn();
  }
}
