"""The three shapes in which CloudWatch tells of an alarm's change of state.

SNS message, EventBridge event and direct Lambda action differ in nearly every name; a change has one moment, which all
three carry.
"""

from dataclasses import dataclass
from typing import Any

from local_aws.alarms import times

_REGION_NAMES = {
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ca-central-1": "Canada (Central)",
    "eu-central-1": "EU (Frankfurt)",
    "eu-north-1": "EU (Stockholm)",
    "eu-south-1": "EU (Milan)",
    "eu-west-1": "EU (Ireland)",
    "eu-west-2": "EU (London)",
    "eu-west-3": "EU (Paris)",
    "sa-east-1": "South America (Sao Paulo)",
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
}
_STATISTIC_NAMES = {"SampleCount": "SAMPLE_COUNT"}


@dataclass(frozen=True)
class State:
    """A state that an alarm has or had, since ``since`` (epoch seconds)."""

    value: str
    reason: str
    reason_data: str | None
    since: float


@dataclass(frozen=True)
class Change:
    """An alarm's change of state in an account and region."""

    alarm: dict[str, Any]
    previous: State
    current: State
    account: str
    region: str


def region_name(region: str) -> str:
    return _REGION_NAMES.get(region, region)


def subject(change: Change) -> str:
    return f'{change.current.value}: "{change.alarm["AlarmName"]}" in {region_name(change.region)}'[:100]


def sns_message(change: Change) -> dict[str, Any]:
    alarm = change.alarm
    message = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": change.account,
        "AlarmConfigurationUpdatedTimestamp": times.precise(
            alarm.get("AlarmConfigurationUpdatedTimestamp") or change.current.since
        ),
        "NewStateValue": change.current.value,
        "NewStateReason": change.current.reason,
        "StateChangeTime": times.precise(change.current.since),
        "Region": region_name(change.region),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": change.previous.value,
        "OKActions": alarm.get("OKActions") or [],
        "AlarmActions": alarm.get("AlarmActions") or [],
        "InsufficientDataActions": alarm.get("InsufficientDataActions") or [],
    }
    if not alarm.get("AlarmRule"):
        return message | {"Trigger": _trigger(alarm)}
    return message | {
        "AlarmRule": alarm["AlarmRule"],
        "TriggeringChildren": [
            {
                "Arn": child["arn"],
                "State": {"Value": child["state"]["value"], "Timestamp": child["state"]["timestamp"]},
            }
            for child in alarm.get("_triggering", [])
        ],
    }


def event(change: Change) -> dict[str, Any]:
    """The entry that puts the change on EventBridge's default bus, without its serialised detail."""
    return {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Resources": [change.alarm["AlarmArn"]],
        "Time": change.current.since,
        "Detail": _alarm_data(change),
    }


def lambda_action(change: Change) -> dict[str, Any]:
    return {
        "source": "aws.cloudwatch",
        "alarmArn": change.alarm["AlarmArn"],
        "accountId": change.account,
        "time": times.precise(change.current.since),
        "region": change.region,
        "alarmData": _alarm_data(change),
    }


def _alarm_data(change: Change) -> dict[str, Any]:
    return {
        "alarmName": change.alarm["AlarmName"],
        "state": _state(change.current),
        "previousState": _state(change.previous),
        "configuration": _configuration(change.alarm),
    }


def _state(state: State) -> dict[str, Any]:
    shown = {"value": state.value, "reason": state.reason}
    if state.reason_data:
        shown["reasonData"] = state.reason_data
    return shown | {"timestamp": times.precise(state.since)}


def _configuration(alarm: dict[str, Any]) -> dict[str, Any]:
    description = {"description": alarm["AlarmDescription"]} if alarm.get("AlarmDescription") else {}
    if alarm.get("AlarmRule"):
        return description | {"alarmRule": alarm["AlarmRule"]}
    queries = alarm.get("Metrics") or [_single_query(alarm)]
    return description | {"metrics": [_configured(query) for query in queries]}


def _single_query(alarm: dict[str, Any]) -> dict[str, Any]:
    """An alarm on one metric as the one query that it amounts to."""
    return {
        "Id": "m1",
        "MetricStat": {
            "Metric": {
                "Namespace": alarm["Namespace"],
                "MetricName": alarm["MetricName"],
                "Dimensions": alarm.get("Dimensions") or [],
            },
            "Period": alarm["Period"],
            "Stat": alarm.get("ExtendedStatistic") or alarm.get("Statistic"),
            **({"Unit": alarm["Unit"]} if alarm.get("Unit") else {}),
        },
        "ReturnData": True,
    }


def _configured(query: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": query["Id"]}
    if query.get("Expression"):
        shown["expression"] = query["Expression"]
    if query.get("Label"):
        shown["label"] = query["Label"]
    if stat := query.get("MetricStat"):
        shown["metricStat"] = {
            "metric": {
                "namespace": stat["Metric"]["Namespace"],
                "name": stat["Metric"]["MetricName"],
                "dimensions": {pair["Name"]: pair["Value"] for pair in stat["Metric"].get("Dimensions") or []},
            },
            "period": stat["Period"],
            "stat": stat["Stat"],
            **({"unit": stat["Unit"]} if stat.get("Unit") else {}),
        }
    return shown | {"returnData": query.get("ReturnData", True)}


def _trigger(alarm: dict[str, Any]) -> dict[str, Any]:
    periods = alarm.get("EvaluationPeriods", 1)
    how = {
        "EvaluationPeriods": periods,
        "DatapointsToAlarm": alarm.get("DatapointsToAlarm") or periods,
        "ComparisonOperator": alarm["ComparisonOperator"],
        "Threshold": alarm["Threshold"],
        "TreatMissingData": alarm.get("TreatMissingData") or "missing",
        "EvaluateLowSampleCountPercentile": alarm.get("EvaluateLowSampleCountPercentile") or "",
    }
    if queries := alarm.get("Metrics"):
        period = next(query["MetricStat"]["Period"] for query in queries if query.get("MetricStat"))
        return {"Period": period, **how, "Metrics": [_triggering(query) for query in queries]}
    extended = alarm.get("ExtendedStatistic")
    statistic = alarm.get("Statistic") or ""
    return {
        "MetricName": alarm["MetricName"],
        "Namespace": alarm["Namespace"],
        "StatisticType": "ExtendedStatistic" if extended else "Statistic",
        **(
            {"ExtendedStatistic": extended}
            if extended
            else {"Statistic": _STATISTIC_NAMES.get(statistic, statistic.upper())}
        ),
        "Unit": alarm.get("Unit"),
        "Dimensions": _lower_pairs(alarm.get("Dimensions")),
        "Period": alarm["Period"],
        **how,
    }


def _triggering(query: dict[str, Any]) -> dict[str, Any]:
    shown = {name: query[name] for name in ("Expression", "Id", "Label") if query.get(name)}
    if stat := query.get("MetricStat"):
        metric = stat["Metric"]
        shown["MetricStat"] = {
            "Metric": {
                "Dimensions": _lower_pairs(metric.get("Dimensions")),
                "MetricName": metric["MetricName"],
                "Namespace": metric["Namespace"],
            },
            **{name: value for name, value in stat.items() if name != "Metric"},
        }
    return shown | {"ReturnData": query.get("ReturnData", True)}


def _lower_pairs(dimensions: list[dict[str, str]] | None) -> list[dict[str, str]]:
    return [{"value": pair["Value"], "name": pair["Name"]} for pair in dimensions or []]
