"""Evaluates alarms at each tick, and when a metric arrives: dimensions, M of N, and missing data."""

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ministack.services.cloudwatch as cloudwatch
from ministack.core import responses

from local_aws.alarms import setting, times
from local_aws.alarms.definitions import COMPARISONS, Metric, Watched, watched
from local_aws.mending import replace

_log = logging.getLogger("local_aws.alarms")
# A tick and an arriving metric may evaluate the same alarm; one change of state must be announced once.
_lock = threading.RLock()
# CloudWatch looks so many periods further back for data than the alarm says; only when there is none either, an alarm
# that waits for missing data has some.
_LOOK_FURTHER_BACK = 2
_LONGEST_BEFORE_FIRST_SECONDS = 60
_DELIVERY_SECONDS = 5  # Less than any period, so that at most one ended period is waited for.
_IN_WORDS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}


@dataclass(frozen=True)
class Datapoint:
    """An alarm's value in the period that starts at ``start`` (epoch seconds); None when it has none."""

    start: int
    value: float | None


def install() -> None:
    replace(cloudwatch, "_evaluate_alarm", lambda _original: evaluate)


def start_ticking(seconds: float, also: Callable[[], None]) -> None:
    """Evaluates all alarms of all regions every ``seconds``, after calling ``also``."""

    def tick() -> None:
        while True:
            time.sleep(seconds)
            also()
            for account, region, name in list(cloudwatch._alarms._data):
                with responses.request_scope(account, region):
                    _evaluate_by_name(name)

    threading.Thread(target=tick, daemon=True, name="alarm-ticks").start()


def _evaluate_by_name(name: str) -> None:
    alarm = cloudwatch._alarms.get(name)
    if alarm is None:
        return
    try:
        evaluate(alarm)
    except Exception:
        # The ticks must go on for the other alarms, whatever is wrong with this one.
        _log.exception("Alarm %s could not be evaluated", name)


def evaluate(alarm: dict[str, Any]) -> None:
    """Evaluates one alarm of the current account and region, and announces a change of its state."""
    if not alarm.get("MetricName") and not alarm.get("Metrics"):
        return  # The record of an alarm with metric math, before its Metrics are in it.
    if setting.is_held(alarm):
        return
    with _lock:
        watch = watched(alarm)
        datapoints = _considered(alarm, watch, time.time())
        if _is_new(alarm, watch, time.time()) and not any(point.value is not None for point in datapoints):
            return
        old_state = alarm["StateValue"]
        new_state = _state(alarm, datapoints)
        if new_state == old_state:
            return
        reason = _reason(alarm, datapoints, old_state, new_state)
        reason_data = json.dumps(_reason_data(alarm, watch, datapoints))
        alarm |= {
            "StateValue": new_state,
            "StateReason": reason,
            "StateReasonData": reason_data,
            "StateUpdatedTimestamp": round(time.time(), 3),
        }
        cloudwatch._record_history(alarm["AlarmName"], old_state, new_state, reason)
        cloudwatch._dispatch_alarm_actions(alarm, old_state, new_state, reason)
        cloudwatch._evaluate_parent_alarms(alarm)


def _is_new(alarm: dict[str, Any], watch: Watched, now: float) -> bool:
    """CloudWatch looks at an alarm once a minute: one that breaches without data is not in alarm at once."""
    since = now - float(alarm.get("AlarmConfigurationUpdatedTimestamp") or 0)
    return alarm.get("TreatMissingData") == "breaching" and since < min(watch.period, _LONGEST_BEFORE_FIRST_SECONDS)


def _considered(alarm: dict[str, Any], watch: Watched, now: float) -> list[Datapoint]:
    """The datapoints that decide, oldest first: for an alarm that waits for missing data the last that there are.

    (Alarms that take missing data for good, or ignore it, go back a little sooner here than in CloudWatch.)
    """
    periods = int(alarm.get("EvaluationPeriods", 1))
    if alarm.get("TreatMissingData", "missing") not in ("breaching", "missing"):
        return _newest(watch, periods, now)
    looked_at = _newest(watch, periods + _LOOK_FURTHER_BACK, now)
    missing = [point for point in looked_at if point.value is None]
    present = [point for point in looked_at if point.value is not None][-periods:]
    filled = missing[len(missing) - (periods - len(present)) :] if len(present) < periods else []
    return sorted(present + filled, key=lambda point: point.start)


def _newest(watch: Watched, periods: int, now: float) -> list[Datapoint]:
    """The last ``periods`` datapoints, oldest first. The running period counts as soon as it has a value.

    A period that has just ended without a value is not missing yet: a service sends what it counted after the end.
    """
    running = int(now) // watch.period * watch.period
    starts = [running - i * watch.period for i in range(periods + 2)]
    newest_first = [Datapoint(start, _value(watch, start)) for start in starts]
    while newest_first[0].value is None and now < newest_first[0].start + watch.period + _DELIVERY_SECONDS:
        del newest_first[0]
    return newest_first[:periods][::-1]


def _value(watch: Watched, start: int) -> float | None:
    values = {metric_id: _statistic(metric, start) for metric_id, metric in watch.metrics.items()}
    return watch.expression.value(values) if watch.expression else next(iter(values.values()))


def _statistic(metric: Metric, start: int) -> float | None:
    key = (metric.namespace, metric.name, cloudwatch._dims_key(dict(metric.dimensions)))
    points = [
        point
        for point in list(cloudwatch._metrics.get(key) or [])
        if start <= point["Timestamp"] < start + metric.period and metric.unit in (None, point.get("Unit"))
    ]
    if not points:
        return None
    return cloudwatch._stat_value(cloudwatch._calc_stats(points), metric.statistic, points)


def _state(alarm: dict[str, Any], datapoints: list[Datapoint]) -> str:
    compare = COMPARISONS[alarm["ComparisonOperator"]]
    threshold = float(alarm.get("Threshold", 0))
    missing = alarm.get("TreatMissingData") or "missing"
    when_missing = {"breaching": True, "notBreaching": False}.get(missing)
    breaching = [when_missing if p.value is None else compare(p.value, threshold) for p in datapoints]
    needed = int(alarm.get("DatapointsToAlarm") or alarm.get("EvaluationPeriods", 1))
    if breaching.count(True) >= needed:
        return "ALARM"
    if all(known is None for known in breaching):
        return alarm["StateValue"] if missing == "ignore" else "INSUFFICIENT_DATA"
    return "OK"


def _reason(alarm: dict[str, Any], datapoints: list[Datapoint], old_state: str, new_state: str) -> str:
    present = [point for point in datapoints if point.value is not None]
    missing = len(datapoints) - len(present)
    if new_state == "INSUFFICIENT_DATA":
        return f"Insufficient Data: {_counted(missing, 'datapoint')} {_were(missing)} unknown."
    if not present:
        treated = {"breaching": "Breaching", "notBreaching": "NonBreaching"}.get(alarm.get("TreatMissingData", ""), "")
        return (
            f"Threshold Crossed: no datapoints were received for {_counted(len(datapoints), 'period')} and"
            f" {_counted(missing, 'missing datapoint')} {_were(missing)} treated as [{treated}]."
        )
    compare = COMPARISONS[alarm["ComparisonOperator"]]
    threshold = float(alarm.get("Threshold", 0))
    agreeing = [p for p in present if compare(p.value, threshold) == (new_state == "ALARM")] or present
    shown = ", ".join(f"{point.value} ({times.day_first(point.start)})" for point in reversed(agreeing))
    needed = int(alarm.get("DatapointsToAlarm") or alarm.get("EvaluationPeriods", 1))
    needed = needed if new_state == "ALARM" else max(1, len(datapoints) - needed + 1)
    return (
        f"Threshold Crossed: {len(agreeing)} out of the last {_counted(len(datapoints), 'datapoint')} [{shown}]"
        f" {_were(len(agreeing))} {'' if new_state == 'ALARM' else 'not '}{_IN_WORDS[alarm['ComparisonOperator']]}"
        f" the threshold ({threshold}) (minimum {_counted(needed, 'datapoint')} for {old_state} -> {new_state}"
        " transition)."
    )


def _reason_data(alarm: dict[str, Any], watch: Watched, datapoints: list[Datapoint]) -> dict[str, Any]:
    present = [point for point in datapoints if point.value is not None]
    data: dict[str, Any] = {"version": "1.0", "queryDate": times.precise(time.time())}
    if present:
        data["startDate"] = times.precise(present[0].start)
    if watch.statistic:
        data["statistic"] = watch.statistic
    return data | {
        "period": watch.period,
        "recentDatapoints": [point.value for point in present],
        "threshold": float(alarm.get("Threshold", 0)),
        "evaluatedDatapoints": [
            {"timestamp": times.precise(point.start)} | ({} if point.value is None else {"value": point.value})
            for point in reversed(datapoints)
        ],
    }


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
