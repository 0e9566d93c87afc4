"""A service refuses, on demand: ``POST /_local/refuse``.

Shows that the recovery goes on, and that people are told, when a service that it uses says no. The body names
``service`` (ses, sns-sms, sns, dynamodb, s3, or another JSON service with ``operation``), ``times`` (-1: until
withdrawn), and optionally ``error``, ``operation`` and ``role`` (part of the caller's role or function name).
``GET`` lists what is in force and how often it refused; ``DELETE`` withdraws all, or ``?service=`` one service's.
"""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import ministack.app as app
from ministack.core import iam_evaluator

from local_aws import admin_routes
from local_aws.mending import replace

Response = tuple[int, dict[str, str], bytes]


@dataclass
class Refusal:
    """A refusal in force. ``remaining`` below zero is without end."""

    service: str
    operation: str | None
    error: str
    role: str
    remaining: int
    refused: int = 0

    def applies(self, service: str, operation: str, caller: str) -> bool:
        return (
            self.remaining != 0
            and self.service == service
            and self.operation in (None, operation)
            and self.role in caller
        )


@dataclass(frozen=True)
class _Manner:
    """How a service refuses: which operation unless told otherwise, with which error, in which shape."""

    operation: str | None
    error: str
    shape: Callable[[str, str], Response]


_in_force: list[Refusal] = []
_lock = threading.Lock()


def install() -> None:
    admin_routes.add("POST", "refuse", _add)
    admin_routes.add("GET", "refuse", _list)
    admin_routes.add("DELETE", "refuse", _withdraw)
    replace(app, "_handle_special_data_plane_request", _refusing)


async def _add(body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    service = body["service"]
    manner = _MANNERS.get(service)
    operation = body.get("operation") or (manner.operation if manner else None)
    if manner is None and operation is None:
        raise ValueError(f"'{service}' needs an operation; without one: {', '.join(_MANNERS)}")
    refusal = Refusal(
        service=service,
        operation=None if operation == "*" else operation,
        error=body.get("error") or (manner or _JSON_MANNER).error,
        role=body.get("role") or "",
        remaining=int(body.get("times", -1)),
    )
    with _lock:
        _in_force.append(refusal)
    return 200, vars(refusal)


async def _list(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    with _lock:
        return 200, {"refusals": [dict(vars(refusal)) for refusal in _in_force]}


async def _withdraw(_body: Any, query: admin_routes.Query) -> admin_routes.Answer:
    service = admin_routes.one(query, "service")
    with _lock:
        withdrawn = [refusal for refusal in _in_force if service in (None, refusal.service)]
        _in_force[:] = [refusal for refusal in _in_force if refusal not in withdrawn]
    return 200, {"withdrawn": [vars(refusal) for refusal in withdrawn]}


def _refusing(original: Any) -> Any:
    async def handle(
        method: str, path: str, headers: dict, body: bytes, query: dict, request_id: str, **kwargs: Any
    ) -> Any:
        if _in_force:
            call = _recognise(method, path, headers, body, query)
            refusal = _take(*call, iam_evaluator.request_caller_arn(headers, query)) if call else None
            if refusal:
                status, answer_headers, answer = (_MANNERS.get(refusal.service) or _JSON_MANNER).shape(
                    refusal.error, request_id
                )
                return status, answer_headers | {"x-amzn-RequestId": request_id}, answer
        return await original(method, path, headers, body, query, request_id, **kwargs)

    return handle


def _take(service: str, operation: str, caller: str) -> Refusal | None:
    with _lock:
        for refusal in _in_force:
            if refusal.applies(service, operation, caller):
                refusal.remaining -= 1 if refusal.remaining > 0 else 0
                refusal.refused += 1
                return refusal
    return None


def _recognise(method: str, path: str, headers: dict, body: bytes, query: dict) -> tuple[str, str] | None:
    """The service, in the words of this page, and the operation that a request calls; None for one not known here."""
    if path.startswith("/v2/email/"):
        return "ses", "SendEmail" if (method, path) == ("POST", "/v2/email/outbound-emails") else "*"
    target = headers.get("x-amz-target", "")
    if target:
        prefix, _, operation = target.partition(".")
        return re.sub(r"^(AWS|Amazon)|_\d+$", "", prefix).lower(), operation
    if "application/x-www-form-urlencoded" in headers.get("content-type", ""):
        form = parse_qs(body.decode("utf-8", errors="replace"))
        action = form.get("Action", [""])[0]
        if action == "Publish":
            return ("sns-sms" if "PhoneNumber" in form else "sns"), action
        return None
    if app.detect_service(method, path, headers, query) == "s3":
        plain_object = path.strip("/").count("/") > 0 and not query.keys() - {"x-id"}
        operations = {"PUT": "PutObject", "GET": "GetObject", "HEAD": "HeadObject", "DELETE": "DeleteObject"}
        return "s3", operations.get(method, "*") if plain_object else "*"
    return None


def _ses_shape(error: str, _request_id: str) -> Response:
    messages = {
        "MessageRejected": "Email address is not verified.",
        "TooManyRequestsException": "Maximum sending rate exceeded.",
        "SendingPausedException": "Sending is paused for this account.",
        "AccountSuspendedException": "This account is suspended.",
    }
    status = 429 if "TooManyRequests" in error or "Throttling" in error else 400
    return _rest_json(status, error, messages.get(error, "Refused."))


def _sns_shape(error: str, request_id: str) -> Response:
    status = {"Throttled": 429, "AuthorizationError": 403, "InternalError": 500}.get(error, 400)
    kind = "Receiver" if status >= 500 else "Sender"
    body = (
        '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">'
        f"<Error><Type>{kind}</Type><Code>{error}</Code><Message>Rate exceeded</Message></Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return status, {"Content-Type": "text/xml"}, body.encode()


def _dynamodb_shape(error: str, _request_id: str) -> Response:
    messages = {
        "ProvisionedThroughputExceededException": (
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
            " provisioning level with the UpdateTable API."
        ),
    }
    body = {
        "__type": f"com.amazonaws.dynamodb.v20120810#{error}",
        "message": messages.get(error, "Rate exceeded"),
    }
    status = 500 if error == "InternalServerError" else 400
    return status, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(body).encode()


def _s3_shape(error: str, request_id: str) -> Response:
    status = {"SlowDown": 503, "ServiceUnavailable": 503, "InternalError": 500, "AccessDenied": 403}.get(error, 400)
    message = "Please reduce your request rate." if error == "SlowDown" else "Refused."
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{error}</Code><Message>{message}</Message><RequestId>{request_id}</RequestId></Error>"
    )
    return status, {"Content-Type": "application/xml"}, body.encode()


def _json_shape(error: str, _request_id: str) -> Response:
    body = {"__type": error, "message": "Rate exceeded"}
    return 400, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(body).encode()


def _rest_json(status: int, error: str, message: str) -> Response:
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": error}
    return status, headers, json.dumps({"message": message}).encode()


_JSON_MANNER = _Manner(None, "ThrottlingException", _json_shape)
_MANNERS = {
    "ses": _Manner("SendEmail", "MessageRejected", _ses_shape),
    "sns-sms": _Manner("Publish", "Throttled", _sns_shape),
    "sns": _Manner("Publish", "Throttled", _sns_shape),
    "dynamodb": _Manner("*", "ProvisionedThroughputExceededException", _dynamodb_shape),
    "s3": _Manner("PutObject", "SlowDown", _s3_shape),
}
