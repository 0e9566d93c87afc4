"""Recurring schedules fire to the second, and say when they fire next.

MiniStack looks for due schedules every ten seconds, so that one of a minute fires up to ten seconds late.
``GET /_local/schedules`` lists those with a rate: ``name`` and ``next``, in seconds since 1970. ``POST`` with both moves
one to another second, as if it had been made at another; its rate stays.
"""

from typing import Any

import ministack.services.eventbridge as eventbridge
import ministack.services.scheduler as scheduler

from local_aws import admin_routes
from local_aws.mending import replace


def install() -> None:
    replace(scheduler, "_SCHEDULE_TICK_INTERVAL", lambda _seconds: 1)
    admin_routes.add("GET", "schedules", _read)
    admin_routes.add("POST", "schedules", _move)


async def _read(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    return 200, {"schedules": [{"name": name, "next": due} for name, _key, _interval, due in _rated()]}


async def _move(body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    for name, key, interval, _due in _rated():
        if name == body["name"]:
            scheduler._schedule_last_fired[key] = float(body["next"]) - interval
            return await _read(None, {})
    raise ValueError(f"There is no schedule {body['name']} with a rate.")


def _rated() -> list[tuple[str, Any, float, float]]:
    """Name, key, seconds between two turns, and the next turn of each schedule with a rate."""
    rated = []
    for key, schedule in list(scheduler._schedules._data.items()):
        interval = eventbridge._parse_rate_seconds(schedule.get("ScheduleExpression", ""))
        if interval is not None:
            last = scheduler._schedule_last_fired.get(key, schedule["CreationDate"])
            rated.append((schedule["Name"], key, interval, last + interval))
    return rated
