"""Step Functions as the responder's machines use it: JSONata with variables, waits by expression, names as keys."""

import json
import time

import pytest
from conftest import eventually

LOOP = {
    "QueryLanguage": "JSONata",
    "StartAt": "Begin",
    "States": {
        "Begin": {
            "Type": "Pass",
            "Assign": {"incident": "{% $states.input.incident %}", "turns": 0},
            "Output": {"seconds": 1},
            "Next": "Pause",
        },
        "Pause": {"Type": "Wait", "Seconds": "{% $states.input.seconds %}", "Next": "Ask"},
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "asked", "Payload": {"do": "verify", "incident": "{% $incident %}"}},
            "Assign": {"turns": "{% $turns + 1 %}", "answered": "{% $states.result.Payload.echo.incident %}"},
            "Output": {"seconds": 0},
            "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 1}],
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Assign": {"error": "{% $states.errorOutput.Error %}"},
                    "Next": "Give up",
                }
            ],
            "Next": "Again?",
        },
        "Again?": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $turns < 3 %}", "Next": "Pause"}],
            "Default": "Finish",
        },
        "Finish": {"Type": "Pass", "Output": {"turns": "{% $turns %}", "of": "{% $answered %}"}, "End": True},
        "Give up": {"Type": "Fail", "Error": "GaveUp", "Cause": "{% $error %}"},
    },
}
WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 2, "End": True}}}


@pytest.fixture
def states(local_aws):
    return local_aws.client("stepfunctions")


def ended(states, execution):
    described = states.describe_execution(executionArn=execution)
    return described if described["status"] != "RUNNING" else None


def test_variables_and_expressions_carry_a_loop_from_state_to_state(states, role, java_function, deploy):
    function = java_function("asked")
    machine_role = role("asking", ("lambda:InvokeFunction", function))
    properties = {
        "StateMachineName": "asking",
        "RoleArn": machine_role,
        "DefinitionString": json.dumps(LOOP),
        "LoggingConfiguration": {"Level": "ALL"},
    }
    deploy("asking", {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}})
    machine = machine_role.replace(":iam::", ":states:eu-west-1:").replace("role/", "stateMachine:")
    started = time.monotonic()

    execution = states.start_execution(stateMachineArn=machine, input='{"incident": "INC-1"}')["executionArn"]

    outcome = eventually(lambda: ended(states, execution), 20)
    assert outcome["status"] == "SUCCEEDED", outcome
    assert json.loads(outcome["output"]) == {"turns": 3, "of": "INC-1"}
    assert time.monotonic() - started >= 1


def test_starting_twice_is_one_execution_and_starting_otherwise_is_refused(states, role):
    machine = states.create_state_machine(
        name="waiting", definition=json.dumps(WAITING), roleArn=role("waiting")
    )["stateMachineArn"]

    first = states.start_execution(stateMachineArn=machine, name="INC-1", input='{"incident": "INC-1"}')
    second = states.start_execution(stateMachineArn=machine, name="INC-1", input='{"incident": "INC-1"}')

    assert (second["executionArn"], second["startDate"]) == (first["executionArn"], first["startDate"])
    with pytest.raises(states.exceptions.ExecutionAlreadyExists):
        states.start_execution(stateMachineArn=machine, name="INC-1", input="{}")
    eventually(lambda: ended(states, first["executionArn"]))
    with pytest.raises(states.exceptions.ExecutionAlreadyExists):
        states.start_execution(stateMachineArn=machine, name="INC-1", input='{"incident": "INC-1"}')


def test_a_machine_that_runs_too_long_times_out_and_eventbridge_hears_of_it(local_aws, states, role, queue):
    heard = queue("heard")
    events = local_aws.client("events")
    pattern = {"source": ["aws.states"], "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"]}}
    events.put_rule(Name="ended-badly", EventPattern=json.dumps(pattern))
    events.put_targets(Rule="ended-badly", Targets=[{"Id": "q", "Arn": heard.arn}])
    machine = states.create_state_machine(
        name="too-long", definition=json.dumps(WAITING | {"TimeoutSeconds": 1}), roleArn=role("too-long")
    )["stateMachineArn"]

    execution = states.start_execution(stateMachineArn=machine)["executionArn"]

    while (event := heard.next())["detail"]["executionArn"] != execution:
        pass
    assert event["detail"]["status"] == "TIMED_OUT"
    assert states.describe_execution(executionArn=execution)["status"] == "TIMED_OUT"
