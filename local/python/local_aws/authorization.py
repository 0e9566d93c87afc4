"""AUTH reaches what MiniStack would let pass with any valid signature.

Under ``AUTH=true`` MiniStack checks identities' policies, but maps three kinds of request to no IAM action: AgentCore's
control plane, Smithy RPC (CBOR) requests, which the CloudWatch client of the AWS SDK for Java sends, and the functions
that a state machine calls with its own role. A missing right would show only in the cloud. And it checks
StopRuntimeSession on all resources, so that a right on one agent does not do.
"""

import contextvars
import re
from typing import Any

import ministack.app as app
import ministack.core.iam_actions as iam_actions
import ministack.core.iam_evaluator as iam_evaluator
import ministack.services.stepfunctions as stepfunctions
from ministack.core import responses

from local_aws.mending import replace

_RPC_PATH = re.compile(r"/service/[^/]+/operation/(\w+)/?")
_RUNTIME_PATH = re.compile(r"/runtimes/([^/:%]+)/(?:runtime-endpoints/([^/]+)/)?.*")
_SESSION_PATH = re.compile(r"/runtimes/(arn:[^/]+:runtime/[^/]+)/.+")
_machine_role: contextvars.ContextVar[str | None] = contextvars.ContextVar("machine_role", default=None)


def install() -> None:
    iam_actions._BOTOCORE_SERVICE_MAP["bedrock-agentcore"] = ["bedrock-agentcore-control", "bedrock-agentcore"]
    replace(iam_actions, "extract_resource_arn", _with_agentcore_resources)
    replace(iam_actions, "extract_iam_action", _with_rpc_actions)
    replace(stepfunctions, "_run_execution", _remembering_role)
    replace(stepfunctions, "_call_lambda", _with_machine_role)


def _with_agentcore_resources(original: Any) -> Any:
    def resource_arn(
        service: str, method: str, path: str, headers: dict, body: bytes, query: dict, region: str, account: str
    ) -> str:
        if _RPC_PATH.fullmatch(path):
            return "*"
        session = _SESSION_PATH.fullmatch(path) if service == "bedrock-agentcore" else None
        if session:
            return session.group(1)
        runtime = _RUNTIME_PATH.fullmatch(path.rstrip("/") + "/") if service == "bedrock-agentcore" else None
        if runtime:
            endpoint = f"/runtime-endpoint/{runtime.group(2)}" if runtime.group(2) else ""
            return f"arn:aws:bedrock-agentcore:{region}:{account}:runtime/{runtime.group(1)}{endpoint}"
        return original(service, method, path, headers, body, query, region, account)

    return resource_arn


def _with_rpc_actions(original: Any) -> Any:
    def action(service: str, method: str, path: str, headers: dict, body: bytes, query: dict) -> str | None:
        operation = _RPC_PATH.fullmatch(path)
        namespace = iam_actions.SERVICE_TO_IAM_NAMESPACE.get(service)
        if operation and namespace:
            return f"{namespace}:{operation.group(1)}"
        return original(service, method, path, headers, body, query)

    return action


def _remembering_role(original: Any) -> Any:
    def run(execution_arn: str) -> Any:
        execution = stepfunctions._executions.get(execution_arn)
        machine = execution and stepfunctions._state_machines.get(execution["stateMachineArn"])
        _machine_role.set(machine.get("roleArn") if machine else None)
        return original(execution_arn)

    return run


def _with_machine_role(original: Any) -> Any:
    def call(function: str, event: Any) -> Any:
        role = _machine_role.get()
        if app.AUTH and role:
            _check_invoke(role, function)
        return original(function, event)

    return call


def _check_invoke(role_arn: str, function: str) -> None:
    account = role_arn.split(":")[4]
    function_arn = (
        function
        if function.startswith("arn:")
        else f"arn:aws:lambda:{responses.get_region()}:{account}:function:{function}"
    )
    if not role_allows(role_arn, "lambda:InvokeFunction", function_arn):
        raise stepfunctions._ExecutionError(
            "Lambda.AWSLambdaException",
            f"User: {_request(role_arn, '', '').principal_arn} is not authorized to perform: lambda:InvokeFunction on"
            f" resource: {function_arn}",
        )


def role_allows(role_arn: str, action: str, resource_arn: str, resource_policy: str | None = None) -> bool:
    """Whether a role of this account may do that: by its own policies, or by the resource's."""
    request = _request(role_arn, action, resource_arn)
    policies = iam_evaluator._gather_role_policies(role_arn.rsplit("/", 1)[-1], request.principal_account)
    decision = iam_evaluator.evaluate(request, policies).decision
    if decision != "Allow" and resource_policy:
        decision = iam_evaluator.evaluate_resource_policy(resource_policy, request).decision
    return decision == "Allow"


def _request(role_arn: str, action: str, resource_arn: str) -> iam_evaluator.EvalContext:
    account, role = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    return iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{role}/execution",
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=resource_arn,
        region=responses.get_region(),
    )
