"""Under AUTH a missing right is a refusal, also where MiniStack maps no action."""

import json
from urllib.parse import unquote

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, REGION, eventually


def denied(call):
    with pytest.raises(ClientError) as refused:
        call()
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 403)
    assert "AccessDenied" in refused.value.response["Error"]["Code"]
    return True


def test_a_role_may_do_what_its_policy_says_and_nothing_else(local_aws, role, credentials):
    mine = f"arn:aws:bedrock-agentcore:{REGION}:{ACCOUNT}:runtime/mine-0123456789"
    session = credentials(
        role(
            "narrow",
            ("bedrock-agentcore:GetAgentRuntime", mine),
            ("bedrock-agentcore:StopRuntimeSession", mine),
            ("cloudwatch:PutMetricData", "*"),
        )
    )
    control = local_aws.client("bedrock-agentcore-control", **session)
    cloudwatch = local_aws.client("cloudwatch", **session)

    control.get_agent_runtime(agentRuntimeId="mine-0123456789")
    cloudwatch.put_metric_data(Namespace="N", MetricData=[{"MetricName": "M", "Value": 1}])

    assert denied(lambda: control.get_agent_runtime(agentRuntimeId="other-0123456789"))
    assert denied(lambda: control.list_agent_runtimes())
    sessions = local_aws.client("bedrock-agentcore", **session)
    sessions.stop_runtime_session(agentRuntimeArn=mine, runtimeSessionId="s" * 40, qualifier="DEFAULT")
    assert denied(lambda: sessions.invoke_agent_runtime(agentRuntimeArn=mine, payload=b"{}"))
    assert denied(lambda: cloudwatch.describe_alarms())
    assert denied(lambda: local_aws.client("dynamodb", **session).list_tables())


def test_agentcore_is_answered_by_the_simulation(local_aws):
    data = local_aws.client("bedrock-agentcore")
    arn = f"arn:aws:bedrock-agentcore:{REGION}:{ACCOUNT}:runtime/mine-0123456789"

    answer = json.load(
        data.invoke_agent_runtime(agentRuntimeArn=arn, payload=b'{"prompt": "hi"}', qualifier="DEFAULT")["response"]
    )

    assert unquote(answer["path"]) == f"/runtimes/{arn}/invocations?qualifier=DEFAULT"
    assert json.loads(answer["body"]) == {"prompt": "hi"}


def test_a_machine_may_call_only_the_functions_of_its_role(local_aws, role, java_function):
    function = java_function("called-by-machine")
    states = local_aws.client("stepfunctions")
    call = {"Type": "Task", "Resource": function, "End": True}
    definition = json.dumps({"StartAt": "Call", "States": {"Call": call}})
    outcomes = {}
    for name, permissions in (("allowed", [("lambda:InvokeFunction", function)]), ("not-allowed", [])):
        machine = states.create_state_machine(
            name=name, definition=definition, roleArn=role(f"machine-{name}", *permissions)
        )["stateMachineArn"]
        execution = states.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
        outcomes[name] = eventually(lambda execution=execution: ended(states, execution))

    assert outcomes["allowed"]["status"] == "SUCCEEDED"
    assert outcomes["not-allowed"]["status"] == "FAILED"
    assert "not authorized to perform: lambda:InvokeFunction" in outcomes["not-allowed"]["cause"]


def ended(states, execution):
    described = states.describe_execution(executionArn=execution)
    return described if described["status"] != "RUNNING" else None


def test_a_bucket_that_enforces_tls_takes_requests_over_the_loopback(local_aws):
    s3 = local_aws.client("s3")
    s3.create_bucket(Bucket="tls-only", CreateBucketConfiguration={"LocationConstraint": REGION})
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::tls-only", "arn:aws:s3:::tls-only/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    s3.put_bucket_policy(
        Bucket="tls-only", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )

    s3.put_object(Bucket="tls-only", Key="k", Body=b"x")
