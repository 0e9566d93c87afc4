"""Metrics that AWS services publish about themselves, for the alarms that watch the responder.

MiniStack publishes AWS/Lambda for direct invocations alone, and nothing for queues and executions: an alarm on a
dead-letter queue, on a function that SNS invokes, or on failed executions could never fire. ``GET /_local/queues`` has
how many messages each queue holds.
"""

import time
from typing import Any

import ministack.services.cloudwatch as cloudwatch
import ministack.services.lambda_svc as lambda_service
import ministack.services.sqs as sqs
import ministack.services.stepfunctions as stepfunctions
from ministack.core import responses

from local_aws import admin_routes
from local_aws.mending import replace

_EXECUTION_METRICS = {
    "RUNNING": "ExecutionsStarted",
    "SUCCEEDED": "ExecutionsSucceeded",
    "FAILED": "ExecutionsFailed",
    "TIMED_OUT": "ExecutionsTimedOut",
    "ABORTED": "ExecutionsAborted",
}
# The minute and the number of messages that were recorded last, by queue.
_last_seen: dict[tuple[str, str, str], tuple[int, int]] = {}


def install() -> None:
    replace(lambda_service, "_execute_function_dispatch", _counting_invocations)
    # What was counted around the direct invocation is counted at the one place that every invocation passes;
    # only a throttled one does not get there.
    replace(
        lambda_service,
        "_emit_lambda_metrics",
        lambda original: lambda name, duration_ms, error, throttle: (
            original(name, duration_ms, error, throttle) if throttle else None
        ),
    )
    replace(stepfunctions, "_emit_execution_status_event", _counting_executions)
    replace(cloudwatch, "reset", _with_reset)
    admin_routes.add("GET", "queues", _queues)


def record_queues() -> None:
    """Records how many messages are visible in each queue: each minute, as AWS does, and at each change.

    Called at each tick of the alarms.
    """
    now = time.time()
    for (account, region, url), queue in list(sqs._queues._data.items()):
        visible = sum(1 for message in list(queue["messages"]) if message.get("visible_at", 0) <= now)
        key, seen = (account, region, url), (int(now) // 60, visible)
        if _last_seen.get(key) == seen:
            continue
        _last_seen[key] = seen
        name = queue.get("attributes", {}).get("QueueArn", "").rsplit(":", 1)[-1]
        with responses.request_scope(account, region):
            cloudwatch.record_metric(
                "AWS/SQS", "ApproximateNumberOfMessagesVisible", visible, "Count", {"QueueName": name}
            )


async def _queues(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    return 200, {
        url.rsplit("/", 1)[-1]: len(queue["messages"]) for (_, _, url), queue in list(sqs._queues._data.items())
    }


def _with_reset(original: Any) -> Any:
    def reset() -> None:
        original()
        _last_seen.clear()

    return reset


def _counting_invocations(original: Any) -> Any:
    def dispatch(func: dict, config: dict, event: Any, request_id: str, started: float) -> dict:
        result = original(func, config, event, request_id, started)
        name = config.get("FunctionName", "unknown")
        qualifier = lambda_service._resolve_name_and_qualifier(config.get("FunctionArn", ""))[1]
        scopes = [{"FunctionName": name}]
        if qualifier:
            scopes.append({"FunctionName": name, "Resource": f"{name}:{qualifier}"})
        for dimensions in scopes:
            for metric, value, unit in (
                ("Invocations", 1, "Count"),
                ("Errors", 1 if result.get("error") else 0, "Count"),
                ("Throttles", 0, "Count"),
                ("Duration", (time.time() - started) * 1000, "Milliseconds"),
            ):
                cloudwatch.record_metric("AWS/Lambda", metric, value, unit, dimensions)
        return result

    return dispatch


def _counting_executions(original: Any) -> Any:
    def emit(execution: dict) -> None:
        metric = _EXECUTION_METRICS.get(execution["status"])
        if metric:
            dimensions = {"StateMachineArn": execution["stateMachineArn"]}
            cloudwatch.record_metric("AWS/States", metric, 1, "Count", dimensions)
        original(execution)

    return emit
