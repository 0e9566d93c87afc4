"""CloudWatch Logs: CreateExportTask, DescribeExportTasks and CancelExportTask, which MiniStack does not know.

An export is finished at once, and lies in the bucket as AWS would leave it.
"""

import gzip
import json
import time
import uuid
from typing import Any

import ministack.services.cloudwatch_logs as logs
import ministack.services.s3 as s3
from ministack.core.responses import AccountRegionScopedDict

from local_aws.mending import replace

_tasks = AccountRegionScopedDict()


def install() -> None:
    replace(logs, "handle_request", _with_exports)


def _with_exports(original: Any) -> Any:
    actions = {
        "CreateExportTask": _create,
        "DescribeExportTasks": _describe,
        "CancelExportTask": _cancel,
    }

    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict) -> Any:
        action = actions.get(headers.get("x-amz-target", "").split(".")[-1])
        if action is None:
            return await original(method, path, headers, body, query)
        return action(json.loads(body or b"{}"))

    return handle


def _create(request: dict) -> Any:
    group = logs._log_groups.get(request.get("logGroupName"))
    if group is None:
        return logs.error_response_json(
            "ResourceNotFoundException", "The specified log group does not exist.", 400
        )
    bucket = request.get("destination", "")
    if s3._ensure_bucket(bucket) is None:
        return logs.error_response_json(
            "InvalidParameterException", "The given bucket does not exist. Please make sure the bucket exists.", 400
        )
    task_id = str(uuid.uuid4())
    prefix = request.get("destinationPrefix") or "exportedlogs"
    start, end = int(request["from"]), int(request["to"])
    s3._put_object(bucket, f"{prefix}/aws-logs-write-test", b"Permission Check Successful", {})
    for name, stream in group["streams"].items():
        if not name.startswith(request.get("logStreamNamePrefix") or ""):
            continue
        lines = [_line(event) for event in stream["events"] if start <= event["timestamp"] < end]
        if lines:
            content = gzip.compress(("\n".join(lines) + "\n").encode())
            s3._put_object(bucket, f"{prefix}/{task_id}/{name.replace('/', '-')}/000000.gz", content, {})
    now = int(time.time() * 1000)
    _tasks[task_id] = {
        "taskId": task_id,
        "taskName": request.get("taskName", ""),
        "logGroupName": request["logGroupName"],
        "from": start,
        "to": end,
        "destination": bucket,
        "destinationPrefix": prefix,
        "status": {"code": "COMPLETED", "message": "Completed successfully"},
        "executionInfo": {"creationTime": now, "completionTime": now},
    }
    return logs.json_response({"taskId": task_id})


def _describe(request: dict) -> Any:
    found = [
        task
        for task in _tasks.values()
        if request.get("taskId") in (None, task["taskId"])
        and request.get("statusCode") in (None, task["status"]["code"])
    ]
    return logs.json_response({"exportTasks": found})


def _cancel(request: dict) -> Any:
    if request.get("taskId") not in _tasks:
        return logs.error_response_json(
            "ResourceNotFoundException", "The specified export task does not exist.", 400
        )
    return logs.error_response_json(
        "InvalidOperationException", "The specified export task has already finished.", 400
    )


def _line(event: dict) -> str:
    seconds, milliseconds = divmod(event["timestamp"], 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{milliseconds:03d}Z {event['message']}"
