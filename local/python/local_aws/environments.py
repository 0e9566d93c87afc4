"""Which execution environment of which function makes a call, and which invocation it works on.

MiniStack gives all environments of a function the same session. As on AWS, each has one of its own here, so that the
process behind a call can be told: that is what crashes are made of.
"""

import collections
import contextlib
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import ministack.core.lambda_runtime as lambda_runtime
import ministack.services.sts as sts

# As the responder names its incidents: time, subject, four letters.
_NAME = r"\d{8}-\d{6}-[A-Za-z0-9_-]+?-[a-z2-7]{4}"
_INCIDENT = re.compile(rf"\b{_NAME}\b")
INCIDENT_KEY = re.compile(rf"#incident#({_NAME})\"")
_KEPT = 5_000


@dataclass
class Invocation:
    """One run of a function, from the call until its answer or its end."""

    number: int
    function: str
    event: str
    verb: str
    incident: str | None
    at_incident: str | None = None
    started: float = field(default_factory=time.time)
    ended: float | None = None

    def is_about(self, text: str) -> bool:
        return text in self.event


_invocations: collections.deque[Invocation] = collections.deque(maxlen=_KEPT)
_watchers: list[Callable[[Any, Invocation], None]] = []
_lock = threading.Lock()
_count = 0
_spawning = threading.local()


def watch(watcher: Callable[[Any, Invocation], None]) -> None:
    """Has ``watcher`` called with the environment and the invocation at each begin, in the invocation's thread."""
    _watchers.append(watcher)


def invocations() -> list[Invocation]:
    with _lock:
        return list(_invocations)


def last_number() -> int:
    return _count


@contextlib.contextmanager
def spawning(worker: Any) -> Iterator[None]:
    """Around the start of an environment's process: what credentials() gives meanwhile is this environment's."""
    _spawning.worker = worker
    try:
        yield
    finally:
        _spawning.worker = None


@contextlib.contextmanager
def invoking(worker: Any, function: str, event: Any) -> Iterator[None]:
    invocation = _begin(function, event)
    worker.invocation = invocation
    try:
        for watcher in _watchers:
            watcher(worker, invocation)
        yield
    finally:
        invocation.ended = time.time()
        worker.invocation = None


def credentials(config: Mapping[str, Any]) -> dict[str, str]:
    """The role's credentials; of a session of its own for the environment that is being started."""
    shared = lambda_runtime.execution_credentials(config)
    worker = getattr(_spawning, "worker", None)
    session = sts._sessions.get(shared["AWS_ACCESS_KEY_ID"])
    if worker is None or session is None:
        return shared
    own = dict(session)
    key = "ASIA" + uuid.uuid4().hex[:16].upper()
    sts.register_session(key, own)
    worker.access_key = key
    return shared | {"AWS_ACCESS_KEY_ID": key}


def find(access_key: str) -> Any | None:
    """The environment that has these credentials, while it is at an invocation."""
    with lambda_runtime._lock:
        workers = [worker for pool in lambda_runtime._workers.values() for worker in pool]
    for worker in workers:
        if getattr(worker, "access_key", None) == access_key and getattr(worker, "invocation", None):
            return worker
    return None


def _begin(function: str, event: Any) -> Invocation:
    global _count
    text = json.dumps(event)
    incident = event.get("incident") if isinstance(event, dict) else None
    found = _INCIDENT.search(incident) if isinstance(incident, str) else None
    with _lock:
        _count += 1
        invocation = Invocation(_count, function, text, _verb(event), found.group() if found else None)
        _invocations.append(invocation)
    return invocation


def _verb(event: Any) -> str:
    """What the function is asked to do, in a word."""
    if not isinstance(event, dict):
        return ""
    if isinstance(event.get("do"), str):
        return event["do"]
    if "Records" in event:
        return "topic"
    return "event" if "detail-type" in event else ""
