"""Recurring schedules fire to the second, and say when they fire next.

MiniStack looks for due schedules every ten seconds, so that one of a minute fires up to ten seconds late.
``GET /_local/schedules`` lists those with a rate: ``name`` and ``next``, in seconds since 1970. ``POST`` with a ``state``
(ENABLED, DISABLED) sets all of them to it.
"""

from typing import Any

import ministack.services.eventbridge as eventbridge
import ministack.services.scheduler as scheduler

from local_aws import admin_routes
from local_aws.mending import replace


def install() -> None:
    replace(scheduler, "_SCHEDULE_TICK_INTERVAL", lambda _seconds: 1)
    admin_routes.add("GET", "schedules", _read)
    admin_routes.add("POST", "schedules", _set)


async def _set(body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    state = body["state"]
    if state not in ("ENABLED", "DISABLED"):
        raise ValueError(f"{state} is no state of a schedule")
    for schedule in list(scheduler._schedules._data.values()):
        schedule["State"] = state
    return 200, {}


async def _read(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    schedules = []
    for key, schedule in list(scheduler._schedules._data.items()):
        interval = eventbridge._parse_rate_seconds(schedule.get("ScheduleExpression", ""))
        if interval is not None:
            last = scheduler._schedule_last_fired.get(key, schedule["CreationDate"])
            schedules.append({"name": schedule["Name"], "next": last + interval})
    return 200, {"schedules": schedules}
