"""The routes under ``/_local/``: what tests and the demo do to the local AWS from outside.

They ask for no credentials. That is why the server binds the loopback only.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import ministack.app as app

from local_aws.mending import replace

Query = dict[str, list[str]]
Answer = tuple[int, Any]
Route = Callable[[Any, Query], Awaitable[Answer]]

_routes: dict[tuple[str, str], Route] = {}


def add(method: str, path: str, route: Route) -> None:
    """Registers a route. It gets the decoded JSON body, if any, and the query, and answers status and JSON."""
    _routes[method, f"/_local/{path}"] = route


def one(query: Query, name: str) -> str | None:
    """The first value of a query parameter."""
    return query.get(name, [None])[0]


def install() -> None:
    replace(app, "_handle_post_body_shortcuts", _with_routes)
    add("GET", "health", _health)


async def _health(_body: Any, _query: Query) -> Answer:
    return 200, {"status": "up"}


def _with_routes(original: Any) -> Any:
    async def handle(method: str, path: str, headers: dict, body: bytes, query: Query, request_id: str) -> Any:
        if not path.startswith("/_local/"):
            return await original(method, path, headers, body, query, request_id)
        route = _routes.get((method, path))
        if route is None:
            known = sorted(f"{m} {p}" for m, p in _routes)
            return _json(404, {"error": f"{method} {path} is not known", "known": known})
        try:
            content = json.loads(body) if body else None
        except json.JSONDecodeError as error:
            return _json(400, {"error": f"The body is not JSON: {error}"})
        try:
            return _json(*await route(content, query))
        except (ValueError, KeyError, TypeError) as error:
            return _json(400, {"error": f"{type(error).__name__}: {error}"})

    return handle


def _json(status: int, content: Any) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()
