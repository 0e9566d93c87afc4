"""What an alarm watches, read from the record that PutMetricAlarm or a template made.

MiniStack keeps no ``Metrics`` of PutMetricAlarm, and its CloudFormation refuses them. Here both are kept, and whatever
could not be evaluated is refused when it is put.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.cloudwatch as cloudwatch

from local_aws.alarms import metric_math
from local_aws.mending import replace

COMPARISONS = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
_STATISTICS = ("Average", "Maximum", "Minimum", "SampleCount", "Sum")
_PERCENTILE = re.compile(r"p\d{1,2}(\.\d+)?|p100")
_OF_ONE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Unit", "Period")


class CannotEvaluate(ValueError):
    """An alarm that the local AWS cannot evaluate. The message says why."""


@dataclass(frozen=True)
class Metric:
    """One metric with its statistic, over ``period`` seconds."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str
    period: int
    unit: str | None


@dataclass(frozen=True)
class Watched:
    """What an alarm watches: metrics by id, and the expression over them, if any."""

    metrics: Mapping[str, Metric]
    expression: metric_math.Expression | None
    period: int

    @property
    def statistic(self) -> str | None:
        """The statistic of an alarm on a single metric."""
        return None if self.expression else next(iter(self.metrics.values())).statistic


def install() -> None:
    replace(cloudwatch, "_put_metric_alarm", _with_metrics)
    replace(provisioners, "_cw_metric_alarm_record", _template_with_metrics)


def watched(alarm: Mapping[str, Any]) -> Watched:
    """What an alarm's record says that it watches. Raises CannotEvaluate."""
    if alarm.get("ComparisonOperator") not in COMPARISONS:
        raise CannotEvaluate(f"ComparisonOperator {alarm.get('ComparisonOperator')} is not evaluated locally.")
    if alarm.get("Metrics"):
        return _watched_by_queries(alarm["Metrics"])
    if not alarm.get("MetricName"):
        raise CannotEvaluate("The alarm names neither a metric nor metric queries.")
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    metric = Metric(
        alarm["Namespace"],
        alarm["MetricName"],
        _dimensions(alarm.get("Dimensions")),
        _checked_statistic(statistic),
        int(alarm.get("Period") or 60),
        alarm.get("Unit"),
    )
    return Watched({"m1": metric}, None, metric.period)


def _watched_by_queries(queries: list[dict[str, Any]]) -> Watched:
    metrics = {query["Id"]: _metric_of(query["MetricStat"]) for query in queries if query.get("MetricStat")}
    returned = [query for query in queries if query.get("ReturnData", True)]
    if len(returned) != 1:
        raise CannotEvaluate("Exactly one of the Metrics must have ReturnData true.")
    periods = {metric.period for metric in metrics.values()}
    if len(periods) != 1:
        raise CannotEvaluate("All Metrics of an alarm must have the same period to be evaluated locally.")
    query = returned[0]
    if not query.get("Expression"):
        return Watched({query["Id"]: metrics[query["Id"]]}, None, periods.pop())
    if any(other.get("Expression") for other in queries if other is not query):
        raise CannotEvaluate("An expression over expressions is not evaluated locally.")
    return Watched(metrics, metric_math.parse(query["Expression"], list(metrics)), periods.pop())


def _metric_of(stat: Mapping[str, Any]) -> Metric:
    metric = stat["Metric"]
    return Metric(
        metric["Namespace"],
        metric["MetricName"],
        _dimensions(metric.get("Dimensions")),
        _checked_statistic(stat["Stat"]),
        int(stat["Period"]),
        stat.get("Unit"),
    )


def _checked_statistic(statistic: str) -> str:
    if statistic not in _STATISTICS and not _PERCENTILE.fullmatch(statistic):
        raise CannotEvaluate(f"The statistic {statistic} is not evaluated locally.")
    return statistic


def _dimensions(pairs: list[dict[str, str]] | None) -> dict[str, str]:
    return {pair["Name"]: pair["Value"] for pair in pairs or []}


def _with_metrics(original: Any) -> Any:
    def put(params: dict, data: dict, is_cbor: bool, is_json: bool = False) -> Any:
        request = data if is_cbor or is_json else _query_request(params)
        queries = request.get("Metrics")
        try:
            watched(request)
        except ValueError as error:
            return cloudwatch._error("ValidationError", str(error), 400, use_json=is_json, use_cbor=is_cbor)
        answer = original(params, data, is_cbor, is_json)
        alarm = cloudwatch._alarms.get(request["AlarmName"])
        if queries and answer[0] == 200 and alarm:
            _watch_queries(alarm, queries)
            cloudwatch._evaluate_alarm(alarm)
        return answer

    return put


def _query_request(params: dict) -> dict[str, Any]:
    if any(name.startswith("Metrics.member.") for name in params):
        raise ValueError("Metrics over the Query protocol are not read locally: use an SDK that speaks JSON or CBOR.")
    names = ("AlarmName", "MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "ComparisonOperator")
    return {name: cloudwatch._p(params, name) or None for name in names}


def _template_with_metrics(original: Any) -> Any:
    def record(name: str, properties: dict) -> dict:
        queries = properties.get("Metrics")
        if not queries:
            alarm = original(name, properties)
        else:
            single = {"MetricName": "metric math", "Namespace": "metric math"}
            alarm = original(name, {key: value for key, value in properties.items() if key != "Metrics"} | single)
            _watch_queries(alarm, [_typed(query) for query in queries])
        watched(alarm)
        return alarm

    return record


def _watch_queries(alarm: dict, queries: list[dict]) -> None:
    for name in _OF_ONE_METRIC:
        alarm.pop(name, None)
    alarm["Metrics"] = queries


def _typed(query: dict) -> dict:
    """A template's query with the types of the API: a template may write numbers and booleans as text."""
    typed = dict(query)
    if "ReturnData" in typed:
        typed["ReturnData"] = str(typed["ReturnData"]).lower() == "true"
    if "Period" in typed:
        typed["Period"] = int(typed["Period"])
    if "MetricStat" in typed:
        typed["MetricStat"] = typed["MetricStat"] | {"Period": int(typed["MetricStat"]["Period"])}
    return typed
