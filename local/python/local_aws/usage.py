"""What is used and by whom, as AWS would bill it: ``GET /_local/usage``, once ``POST /_local/usage`` began to count.

``calls`` has the number of calls of each operation by caller (the name of a role, or ``root``), ``units`` the read and
write request units of DynamoDB, ``functions`` invocations, errors and milliseconds of each function. ``POST`` begins
anew. A condition that fails costs the units of the item that it looked at; those are counted as one, twice in a
transaction.
"""

import collections
import json
import threading
import time
from typing import Any

import ministack.app as app
import ministack.core.iam_actions as iam_actions
import ministack.services.dynamodb as dynamodb
import ministack.services.lambda_svc as lambda_service
from ministack.core import iam_evaluator

from local_aws import admin_routes
from local_aws.mending import replace

_READS = ("GetItem", "Query")
_WRITES = ("PutItem", "UpdateItem", "TransactWriteItems")

_lock = threading.Lock()
_counting = False
_calls: dict[str, collections.Counter[str]] = {}
_units: dict[str, collections.Counter[str]] = {}
_functions: dict[str, collections.Counter[str]] = {}


def install() -> None:
    admin_routes.add("POST", "usage", _begin)
    admin_routes.add("GET", "usage", _read)
    replace(app, "_handle_special_data_plane_request", _counting_calls)
    replace(dynamodb, "handle_request", _counting_units)
    replace(lambda_service, "_execute_function_dispatch", _counting_invocations)


async def _begin(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    global _counting
    with _lock:
        for counters in (_calls, _units, _functions):
            counters.clear()
        _counting = True
    return 200, {}


async def _read(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    with _lock:
        return 200, {
            "calls": {caller: dict(counter) for caller, counter in _calls.items()},
            "units": {caller: dict(counter) for caller, counter in _units.items()},
            "functions": {name: dict(counter) for name, counter in _functions.items()},
        }


def _add(counters: dict[str, collections.Counter[str]], key: str, **amounts: float) -> None:
    with _lock:
        counter = counters.setdefault(key, collections.Counter())
        for name, amount in amounts.items():
            counter[name] += amount


def _caller(headers: dict, query: dict) -> str:
    arn = iam_evaluator.request_caller_arn(headers, query)
    return arn.split("/")[1] if "assumed-role/" in arn else "root"


def _counting_calls(original: Any) -> Any:
    async def handle(
        method: str, path: str, headers: dict, body: bytes, query: dict, request_id: str, **kwargs: Any
    ) -> Any:
        if _counting and not path.startswith(("/_local/", "/_ministack/", "/2018-06-01/")):
            service = app.detect_service(method, path, headers, query)
            action = iam_actions.extract_iam_action(service, method, path, headers, body, query)
            _add(_calls, _caller(headers, query), **{action or f"{service}:other": 1})
        return await original(method, path, headers, body, query, request_id, **kwargs)

    return handle


def _counting_units(original: Any) -> Any:
    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict) -> Any:
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if not _counting or operation not in _READS + _WRITES:
            return await original(method, path, headers, body, query)
        request = json.loads(body) | {"ReturnConsumedCapacity": "TOTAL"}
        answer = await original(method, path, headers, json.dumps(request).encode(), query)
        units = _consumed(operation, request, answer[0], json.loads(answer[2] or b"{}"))
        _add(_units, _caller(headers, query), **{"read" if operation in _READS else "write": units})
        return answer

    return handle


def _consumed(operation: str, request: dict, status: int, answer: dict) -> float:
    if status == 200:
        consumed = answer.get("ConsumedCapacity") or []
        return sum(one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed]))
    if "ConditionalCheckFailed" in answer.get("__type", ""):
        return 1
    return 2 * len(request["TransactItems"]) if "TransactionCanceled" in answer.get("__type", "") else 0


def _counting_invocations(original: Any) -> Any:
    def dispatch(func: dict, config: dict, event: Any, request_id: str, started: float) -> dict:
        begun = time.perf_counter()
        result = original(func, config, event, request_id, started)
        if _counting:
            _add(
                _functions,
                config.get("FunctionName", "unknown"),
                invocations=1,
                errors=1 if result.get("error") else 0,
                milliseconds=(time.perf_counter() - begun) * 1000,
            )
        return result

    return dispatch
