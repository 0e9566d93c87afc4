"""A way in for events that AWS itself emits.

PutEvents refuses sources that start with ``aws.``, as AWS does. What CloudTrail, AWS Health and others put on the bus
comes in here: ``POST /_local/aws-events?region=R&account=A`` with a body as PutEvents takes it. An entry's ``Time``
(ISO 8601 or epoch seconds) is kept, so that late events can be sent as such.
"""

from datetime import datetime
from typing import Any

import ministack.services.eventbridge as eventbridge
from ministack.core import responses

from local_aws import admin_routes


def install() -> None:
    admin_routes.add("POST", "aws-events", _emit)


async def _emit(body: Any, query: admin_routes.Query) -> admin_routes.Answer:
    account = admin_routes.one(query, "account") or responses.get_account_id()
    region = admin_routes.one(query, "region") or responses.get_region()
    with responses.request_scope(account, region):
        eventbridge._ensure_default_bus()
        results = [emit(entry) for entry in body["Entries"]]
    return 200, {"FailedEntryCount": 0, "Entries": [{"EventId": result} for result in results]}


def emit(entry: dict[str, Any]) -> str:
    """Puts one entry on its bus in the current account and region, and returns its event id."""
    bus = entry.get("EventBusName", "default").rsplit("/", 1)[-1]
    if bus not in eventbridge._event_buses:
        raise ValueError(f"there is no event bus {bus} in {responses.get_region()}")
    event = {
        "EventId": responses.new_uuid(),
        "Source": entry["Source"],
        "DetailType": entry["DetailType"],
        "Detail": entry.get("Detail", "{}"),
        "EventBusName": bus,
        "Time": _epoch_seconds(entry["Time"]) if "Time" in entry else int(eventbridge._now_ts()),
        "Resources": entry.get("Resources", []),
        "Account": responses.get_account_id(),
        "Region": responses.get_region(),
    }
    eventbridge._events_log_list().append(event)
    eventbridge._dispatch_event(event)
    eventbridge._archive_event(event)
    return event["EventId"]


def _epoch_seconds(time: str | float) -> int:
    if isinstance(time, (int, float)):
        return int(time)
    return int(datetime.fromisoformat(time).timestamp())
