"""When is it an alarm? M of N, missing data, and the arithmetic over several metrics."""

import pytest
from local_aws.alarms import evaluation, metric_math, times
from local_aws.alarms.definitions import CannotEvaluate, watched
from local_aws.alarms.evaluation import Datapoint, _state

HIGH, LOW, NONE = 9.0, 1.0, None


def state(values, state_before="OK", **alarm):
    record = {
        "StateValue": state_before,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5,
        "EvaluationPeriods": len(values),
    }
    return _state(record | alarm, [Datapoint(60 * i, value) for i, value in enumerate(values)])


@pytest.mark.parametrize(
    ("values", "needed", "expected"),
    [
        ([HIGH], 1, "ALARM"),
        ([LOW], 1, "OK"),
        ([HIGH, LOW, HIGH], 2, "ALARM"),
        ([HIGH, LOW, HIGH], 3, "OK"),
        ([LOW, LOW, HIGH], 2, "OK"),
        ([HIGH, NONE, HIGH], 2, "ALARM"),
        ([NONE, NONE], 2, "INSUFFICIENT_DATA"),
    ],
)
def test_m_of_n(values, needed, expected):
    assert state(values, DatapointsToAlarm=needed) == expected


@pytest.mark.parametrize(
    ("treatment", "before", "expected"),
    [
        ("breaching", "OK", "ALARM"),
        ("notBreaching", "ALARM", "OK"),
        ("ignore", "ALARM", "ALARM"),
        ("missing", "ALARM", "INSUFFICIENT_DATA"),
    ],
)
def test_missing_data_is_treated_as_the_alarm_says(treatment, before, expected):
    assert state([NONE, NONE], before, TreatMissingData=treatment) == expected


@pytest.mark.parametrize(
    ("seconds", "values", "starts"),
    [
        (130, {60: HIGH, 120: LOW}, [60, 120]),  # the running period has a value
        (130, {0: LOW, 60: HIGH}, [0, 60]),  # it has none yet
        (122, {-60: LOW, 0: HIGH}, [-60, 0]),  # nor has the one before, whose values are still on their way
        (126, {-60: LOW, 0: HIGH}, [0, 60]),  # they do not come any more: it is missing
    ],
)
def test_a_period_that_has_just_ended_is_not_missing_until_its_values_had_time_to_come(
    monkeypatch, seconds, values, starts
):
    monkeypatch.setattr(evaluation, "_value", lambda _watch, start: values.get(start))
    watch = watched(
        {
            "Namespace": "N",
            "MetricName": "M",
            "Statistic": "Sum",
            "Period": 60,
            "ComparisonOperator": "GreaterThanThreshold",
        }
    )

    assert [point.start for point in evaluation._newest(watch, 2, seconds)] == starts


@pytest.mark.parametrize(
    ("treatment", "values", "decisive"),
    [
        ("breaching", {0: LOW}, [LOW, NONE, NONE]),  # one value further back still counts
        ("breaching", {0: LOW, 60: LOW, 120: LOW}, [LOW, LOW, LOW]),
        ("breaching", {}, [NONE, NONE, NONE]),
        ("missing", {0: LOW}, [LOW, NONE, NONE]),
        ("notBreaching", {0: LOW}, [NONE, NONE, NONE]),
    ],
)
def test_an_alarm_that_waits_for_missing_data_looks_two_periods_further_back(
    monkeypatch, treatment, values, decisive
):
    monkeypatch.setattr(evaluation, "_value", lambda _watch, start: values.get(start))
    alarm = {
        "Namespace": "N",
        "MetricName": "M",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "ComparisonOperator": "LessThanThreshold",
        "TreatMissingData": treatment,
    }

    points = evaluation._considered(alarm, watched(alarm), 299)

    assert [point.value for point in points] == decisive


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("SUM(METRICS())", 6),
        ("MAX( METRICS( ) )", 5),
        ("MIN([a, b])", 1),
        ("AVG(METRICS())", 3),
        ("SUM([c])", None),
    ],
)
def test_an_aggregate_leaves_out_what_is_missing(expression, expected):
    values = {"a": 1.0, "b": 5.0, "c": None}
    assert metric_math.parse(expression, list(values)).value(values) == expected


@pytest.mark.parametrize("expression", ["a + b", "SUM([z])", "ANOMALY_DETECTION_BAND(a)", "SUM(METRICS('x'))", ""])
def test_another_expression_is_refused(expression):
    with pytest.raises(metric_math.UnsupportedExpression):
        metric_math.parse(expression, ["a", "b"])


def test_a_statistic_that_is_not_known_is_refused():
    alarm = {
        "Namespace": "N",
        "MetricName": "M",
        "ExtendedStatistic": "tm99",
        "ComparisonOperator": "GreaterThanThreshold",
    }
    with pytest.raises(CannotEvaluate, match="tm99"):
        watched(alarm)


def test_times_are_written_as_cloudwatch_writes_them():
    assert times.precise(1795554000.0426) == "2026-11-24T21:00:00.042+0000"
    assert times.day_first(1795554000) == "24/11/26 21:00:00"
