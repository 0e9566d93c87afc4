"""What functions ask of AWS: ``GET /_local/function-calls`` has their calls that may change something, in order.

A call is described by service operation and target, without what differs from incident to incident, so that the same
call is known again in another one. ``?about=TEXT`` leaves those of invocations whose event holds the text, and
``?after=N`` those of invocations after the N-th. The answer has these invocations too.
"""

import collections
import json
import re
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

import ministack.app as app
import ministack.core.iam_actions as iam_actions

from local_aws import admin_routes, environments

_KEPT = 50_000
_READS = ("Get", "List", "Describe", "Query", "Scan", "BatchGet", "Head", "Filter", "TransactGet", "Lookup")
# Several words for one thing, and what no two runs have in common.
_CHANGING = (
    (re.compile(r"\b\d{8}-\d{6}-[A-Za-z0-9_-]+?-[a-z2-7]{4}\b"), "INCIDENT"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z?"), "TIME"),
    (re.compile(r"\b\d{10}\b"), "N"),
)


@dataclass
class Call:
    """A call that may change something."""

    invocation: int
    function: str
    verb: str
    operation: str
    target: str
    incident: str | None
    carried_out: bool = True
    status: int | None = None
    at: float = field(default_factory=time.time)


_calls: collections.deque[Call] = collections.deque(maxlen=_KEPT)
_lock = threading.Lock()


def install() -> None:
    admin_routes.add("GET", "function-calls", _read)


def record(call: Call) -> None:
    with _lock:
        _calls.append(call)


def describe(
    invocation: environments.Invocation, method: str, path: str, headers: dict, body: bytes, query: dict
) -> Call | None:
    """The call, or None for one that only reads."""
    service = app.detect_service(method, path, headers, query)
    action = iam_actions.extract_iam_action(service, method, path, headers, body, query)
    operation = (action or f"{service}:{method} {path}").replace("lambda:InvokeFunction", "lambda:Invoke")
    if operation.split(":", 1)[1].startswith(_READS):
        return None
    invocation.at_incident = _incident(service, body) or invocation.at_incident
    target = _target(service, path, headers, body)
    for pattern, word in _CHANGING:
        target = pattern.sub(word, target)
    incident = invocation.incident or invocation.at_incident
    return Call(invocation.number, invocation.function, invocation.verb, operation, target, incident)


async def _read(_body: Any, query: admin_routes.Query) -> admin_routes.Answer:
    about, after = admin_routes.one(query, "about") or "", int(admin_routes.one(query, "after") or 0)
    invocations = {
        one.number: one for one in environments.invocations() if one.number > after and one.is_about(about)
    }
    with _lock:
        calls = [
            asdict(call)
            for call in _calls
            if call.invocation in invocations or (call.invocation > after and about in (call.incident or ""))
        ]
    return 200, {
        "last": environments.last_number(),
        "calls": [_without(call, about) for call in calls],
        "invocations": [
            {name: value for name, value in vars(one).items() if name != "event"} for one in invocations.values()
        ],
    }


def _incident(service: str, body: bytes) -> str | None:
    """Whose record is written: that is what an invocation about all incidents is at."""
    found = environments.INCIDENT_KEY.search(body.decode(errors="replace")) if service == "dynamodb" else None
    return found.group(1) if found else None


def _without(call: dict, about: str) -> dict:
    return call | {"target": without(call["target"], about)}


def without(target: str, about: str) -> str:
    """A target in which whom the call is about is no more than that: by name, or as people are told it."""
    return target.replace(about, "AGENT").replace(about.replace("_", " "), "AGENT") if about else target


def _target(service: str, path: str, headers: dict, body: bytes) -> str:
    if service == "dynamodb":
        return _items(json.loads(body))
    if service == "states":
        return json.loads(body).get("stateMachineArn", "").rsplit(":", 1)[-1]
    if service == "sns":
        form = parse_qs(body.decode(errors="replace"))
        return form.get("PhoneNumber", form.get("TopicArn", [""]))[0].rsplit(":", 1)[-1] + " " + _first_words(form)
    if path.startswith("/v2/email/"):
        mail = json.loads(body or b"{}")
        subject = mail.get("Content", {}).get("Simple", {}).get("Subject", {}).get("Data", "")
        return " ".join([*mail.get("Destination", {}).get("ToAddresses", []), subject])
    if service == "lambda":
        return unquote(path).rsplit("/functions/", 1)[-1].split("/")[0].rsplit("function:", 1)[-1]
    if service == "s3":
        return unquote(path).lstrip("/").partition("/")[2]
    if service == "bedrock-agentcore":
        return unquote(path).split(":runtime/")[-1]
    return ""


def _first_words(form: dict) -> str:
    return re.split(r"[.\n]", form.get("Message", [""])[0], maxsplit=1)[0]


def _items(request: dict) -> str:
    """The sort keys of what is written, with the state that is written."""
    writes = request.get("TransactItems") or [{"Put": request}]
    words = []
    for write in writes:
        (kind, what), *_ = write.items()
        item = what.get("Item") or what.get("Key") or {}
        word = next(iter(item.get("sk", {}).values()), "?")
        words.append(f"({word})" if kind == "ConditionCheck" else word + _state(item))
    return " + ".join(words)


def _state(item: dict) -> str:
    incident = item.get("incident", {}).get("M")
    if incident:
        return " " + _state_of_incident(incident)
    state = item.get("state", {}).get("S")
    return f" {state}" if state else ""


def _state_of_incident(incident: dict) -> str:
    words = [incident.get("state", {}).get("S", "?")]
    steps = incident.get("steps", {}).get("L", [])
    for step in steps[-1:]:
        members = step.get("M", {})
        name = members.get("step", {})
        name = name.get("S") or name.get("M", {}).get("step", {}).get("S", "?")
        words.append(f"{name} {members.get('state', {}).get('S', '?')}")
    verification = incident.get("verification", {}).get("M", {})
    words += [name for name in ("since", "readyAt", "rightSince") if verification.get(name, {}).get("S")][-1:]
    return ", ".join(words)
