"""A function's JVM is killed at a chosen point, as ``kill -9`` does: ``POST /_local/crashes``.

The body names ``about`` (a text that the invocation's event holds: an agent's name), and either a call (``function``,
``verb``, ``operation`` and ``target`` as /_local/function-calls gives them, ``nth`` and ``when``: ``before`` it is
carried out, or ``after``, before its answer leaves) or a ``moment`` (``invocation``: which of those to come, from 1, and
``afterMs``). Only the process that executes that invocation dies, and a crash comes once, in one incident that was not
there before. ``GET`` lists all with what came of them; ``DELETE`` withdraws those that have not come.
"""

import asyncio
import contextvars
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Any

import ministack.app as app
from ministack.core.router import extract_access_key_id

from local_aws import admin_routes, environments, function_calls
from local_aws.mending import replace

_LOOK_AGAIN_SECONDS = 0.01


@dataclass
class Crash:
    """A crash that is to come, or has come."""

    number: int
    about: str
    earlier: frozenset[str]
    function: str = ""
    verb: str = ""
    operation: str = ""
    target: str = ""
    nth: int = 1
    when: str = "before"
    invocation: int = 0
    after_ms: int = 0
    incident: str | None = None
    seen: int = 0
    came: dict[str, Any] | None = None
    withdrawn: bool = False

    def concerns(self, invocation: environments.Invocation) -> bool:
        """Also ties it to the first incident that it sees."""
        if self.came or self.withdrawn or not invocation.is_about(self.about) or invocation.incident in self.earlier:
            return False
        self.incident = self.incident or invocation.incident
        return invocation.incident in (None, self.incident)

    def meets(self, call: function_calls.Call) -> bool:
        return (
            not self.invocation
            and (self.function, self.verb, self.operation) == (call.function, call.verb, call.operation)
            and self.target == function_calls.without(call.target, self.about)
        )

    def comes(self, invocation: environments.Invocation, process: subprocess.Popen) -> None:
        self.came = {
            "at": time.time(),
            "pid": process.pid,
            "function": invocation.function,
            "verb": invocation.verb,
            "incident": invocation.incident,
            "invocation": invocation.number,
            "ranMs": int((time.time() - invocation.started) * 1000),
        }


_crashes: list[Crash] = []
_lock = threading.Lock()
# The call that this request is, and what is to be killed before its answer leaves.
_call: contextvars.ContextVar[function_calls.Call | None] = contextvars.ContextVar("call", default=None)
_doomed: contextvars.ContextVar[Any] = contextvars.ContextVar("doomed", default=None)


def install() -> None:
    admin_routes.add("POST", "crashes", _add)
    admin_routes.add("GET", "crashes", _list)
    admin_routes.add("DELETE", "crashes", _withdraw)
    environments.watch(_begun)
    replace(app, "_handle_post_body_shortcuts", _crashing)
    replace(app, "_send_response", _dying_before_answer)
    replace(app, "_send_streaming_response", _dying_before_answer)


async def _add(body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    if not app.AUTH:
        raise ValueError("without AUTH nobody can tell which process calls")
    if body.get("when", "before") not in ("before", "after"):
        raise ValueError("'when' is before or after")
    moment = body.get("moment") or {}
    earlier = frozenset(one.incident for one in environments.invocations() if one.incident)
    with _lock:
        crash = Crash(
            number=len(_crashes) + 1,
            about=body["about"],
            earlier=earlier,
            invocation=int(moment.get("invocation", 0)),
            after_ms=int(moment.get("afterMs", 0)),
            **{
                name: body[name]
                for name in ("function", "verb", "operation", "target", "nth", "when")
                if name in body
            },
        )
        if not crash.invocation and not crash.operation:
            raise ValueError("name an operation, or a moment with its invocation from 1")
        _crashes.append(crash)
    return 200, _json(crash)


async def _list(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    with _lock:
        return 200, {"crashes": [_json(crash) for crash in _crashes]}


async def _withdraw(_body: Any, query: admin_routes.Query) -> admin_routes.Answer:
    number = admin_routes.one(query, "number")
    with _lock:
        for crash in _crashes:
            if number in (None, str(crash.number)) and crash.came is None:
                crash.withdrawn = True
    return 200, {}


def _json(crash: Crash) -> dict[str, Any]:
    return {name: value for name, value in vars(crash).items() if name != "earlier"}


def _crashing(original: Any) -> Any:
    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict, request_id: str) -> Any:
        _call.set(None)
        _doomed.set(None)
        worker = environments.find(extract_access_key_id(headers, query) or "")
        invocation = worker and worker.invocation
        call = invocation and function_calls.describe(invocation, method, path, headers, body, query)
        if not call:
            return await original(method, path, headers, body, query, request_id)
        function_calls.record(call)
        _call.set(call)
        process = worker._proc
        crash = process and _take(call, invocation, process)
        if not crash:
            return await original(method, path, headers, body, query, request_id)
        if crash.when == "after":
            _doomed.set(process)
            return await original(method, path, headers, body, query, request_id)
        call.carried_out = False
        await _kill(process)
        return 503, {}, b""

    return handle


def _take(call: function_calls.Call, invocation: environments.Invocation, process: Any) -> Crash | None:
    with _lock:
        for crash in _crashes:
            if crash.concerns(invocation) and crash.meets(call):
                crash.seen += 1
                if crash.seen == crash.nth:
                    crash.comes(invocation, process)
                    return crash
    return None


def _dying_before_answer(original: Any) -> Any:
    async def answer(send: Any, *rest: Any, **named: Any) -> Any:
        call, process = _call.get(), _doomed.get()
        if call is not None and call.carried_out:
            call.status = next((one for one in rest if isinstance(one, int)), None)
        if process is not None:
            _doomed.set(None)
            await _kill(process)
        return await original(send, *rest, **named)

    return answer


async def _kill(process: subprocess.Popen) -> None:
    """Returns when it is dead: nobody may read what is answered then."""
    process.kill()
    while process.poll() is None:
        await asyncio.sleep(0.002)


def _begun(worker: Any, invocation: environments.Invocation) -> None:
    with _lock:
        for crash in _crashes:
            if crash.invocation and crash.concerns(invocation):
                crash.seen += 1
                if crash.seen >= crash.invocation:
                    # A later one stands in for one that ended before its moment.
                    delay = crash.after_ms / 1000 if crash.seen == crash.invocation else 0
                    timer = threading.Timer(delay, _strike, (crash, worker, invocation))
                    timer.daemon = True
                    timer.start()


def _strike(crash: Crash, worker: Any, invocation: environments.Invocation) -> None:
    while worker.invocation is invocation:
        process = worker._proc
        if process is not None and process.poll() is None:
            with _lock:
                if not crash.concerns(invocation):
                    return
                crash.comes(invocation, process)
            process.kill()
            return
        time.sleep(_LOOK_AGAIN_SECONDS)
