"""Step Functions: starting twice is one execution, and the machine's own TimeoutSeconds counts.

AWS answers a second StartExecution with the same name and input with the running execution; MiniStack refuses it, and
callers that rely on the idempotency would take the wrong way. It also ignores a state machine's TimeoutSeconds.
"""

import contextvars
import json
import threading
from typing import Any

import ministack.services.stepfunctions as stepfunctions
from ministack.core import responses

from local_aws.mending import replace


def install() -> None:
    replace(stepfunctions, "_start_execution", _idempotent)
    replace(stepfunctions, "_run_execution", _with_timeout)


def _idempotent(original: Any) -> Any:
    def start(request: dict) -> Any:
        running = _same_running_execution(request)
        if running is None:
            return original(request)
        return stepfunctions.json_response(
            {"executionArn": running["executionArn"], "startDate": running["startDate"]}
        )

    return start


def _same_running_execution(request: dict) -> dict | None:
    machine_arn = stepfunctions._resolve_state_machine_arn(request.get("stateMachineArn", "").split("#")[0])
    machine = stepfunctions._state_machines.get(machine_arn) if machine_arn else None
    if not machine or not request.get("name"):
        return None
    scope = f"{responses.get_region()}:{responses.get_account_id()}"
    arn = f"arn:aws:states:{scope}:execution:{machine['name']}:{request['name']}"
    execution = stepfunctions._executions.get(arn)
    same = execution and execution["status"] == "RUNNING" and execution["input"] == request.get("input", "{}")
    return execution if same else None


def _with_timeout(original: Any) -> Any:
    def run(execution_arn: str) -> None:
        execution = stepfunctions._executions.get(execution_arn)
        machine = execution and stepfunctions._state_machines.get(execution["stateMachineArn"])
        seconds = json.loads(machine["definition"]).get("TimeoutSeconds") if machine else None
        timer = None
        if seconds:
            context = contextvars.copy_context()
            timer = threading.Timer(seconds, context.run, args=(_time_out, execution))
            timer.daemon = True
            timer.start()
        try:
            original(execution_arn)
        finally:
            if timer:
                timer.cancel()

    return run


def _time_out(execution: dict) -> None:
    """Ends an execution that is still running. Its loop stops before the next state."""
    if execution["status"] != "RUNNING":
        return
    execution["status"] = "TIMED_OUT"
    execution["stopDate"] = responses.now_iso()
    stepfunctions._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {}})
    stepfunctions._emit_execution_status_event(execution)
