"""SetAlarmState holds until CloudWatch would evaluate the alarm next: at most a minute.

The ticks here are far more frequent than CloudWatch's evaluations. A state set by hand would be gone before anybody who
was told of it could read it again.
"""

import time
from collections.abc import Mapping
from typing import Any

import ministack.services.cloudwatch as cloudwatch

from local_aws.alarms.definitions import watched
from local_aws.mending import replace

_LONGEST_SECONDS = 60
# Until when (epoch seconds) the state that was set by hand holds, by the alarm's ARN.
_held: dict[str, float] = {}


def install() -> None:
    replace(cloudwatch, "_set_alarm_state", _holding)
    replace(cloudwatch, "reset", _with_reset)


def is_held(alarm: Mapping[str, Any]) -> bool:
    return _held.get(alarm["AlarmArn"], 0) > time.time()


def _holding(original: Any) -> Any:
    def set_state(params: dict, data: dict, is_cbor: bool, is_json: bool = False) -> Any:
        name = data.get("AlarmName") if is_cbor or is_json else cloudwatch._p(params, "AlarmName")
        alarm = cloudwatch._alarms.get(name)
        if alarm:
            # It has the reason data that come with it, and not those of the state before.
            alarm.pop("StateReasonData", None)
            _held[alarm["AlarmArn"]] = time.time() + min(watched(alarm).period, _LONGEST_SECONDS)
        return original(params, data, is_cbor, is_json)

    return set_state


def _with_reset(original: Any) -> Any:
    def reset() -> None:
        original()
        _held.clear()

    return reset
