"""A rule's target may be a bus in another region or account.

MiniStack knows buses of the same region only ("event bus not found"). The responder's watch stack in the standby region
gets its events over such a target. The event keeps its own region and account, as on AWS.
"""

import logging
from typing import Any

import ministack.services.eventbridge as eventbridge
from ministack.core import responses

from local_aws.mending import replace

_log = logging.getLogger("local_aws.event_buses")


def install() -> None:
    replace(eventbridge, "_dispatch_to_event_bus", _across_regions)


def _across_regions(original: Any) -> Any:
    def dispatch(spec: Any, event: dict, rule: dict, event_path: set, target_input: str | None = None) -> None:
        if (spec.account_id, spec.region) == (responses.get_account_id(), responses.get_region()):
            original(spec, event, rule, event_path, target_input)
            return
        with responses.request_scope(spec.account_id, spec.region):
            _deliver(spec, event, event_path, target_input)

    return dispatch


def _deliver(spec: Any, event: dict, event_path: set, target_input: str | None) -> None:
    eventbridge._ensure_default_bus()
    name = spec.resource.split("/", 1)[-1]
    if name not in eventbridge._event_buses:
        _log.warning("EventBridge: bus %s not found", spec)
        return
    # A rule's key carries no region: the source rule's own key would hide its namesake in the other region.
    forwarded = event | {"EventBusName": name, "_DispatchPath": list(event_path)}
    if target_input is not None:
        forwarded["Detail"] = target_input
    eventbridge._dispatch_event(forwarded)
    eventbridge._archive_event({key: value for key, value in forwarded.items() if key != "_DispatchPath"})
