import json
import re
import time

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, REGION, eventually

PRECISE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")


class Told:
    """Everybody whom an alarm tells: a topic with a queue, and a rule on EventBridge with another."""

    def __init__(self, local_aws, queue, name):
        sns, events = local_aws.client("sns"), local_aws.client("events")
        self.topic = sns.create_topic(Name=name)["TopicArn"]
        self._by_sns, self._by_event = queue(f"{name}-sns"), queue(f"{name}-events")
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=self._by_sns.arn)
        pattern = {"source": ["aws.cloudwatch"], "detail": {"alarmName": [{"prefix": name}]}}
        events.put_rule(Name=name, EventPattern=json.dumps(pattern))
        events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": self._by_event.arn}])

    def message(self, seconds=10):
        return json.loads(self._by_sns.next(seconds)["Message"])

    def event(self):
        return self._by_event.next()

    def nobody(self):
        return self._by_sns.is_empty() and self._by_event.is_empty()


@pytest.fixture
def told(local_aws, queue):
    return lambda name: Told(local_aws, queue, name)


@pytest.fixture
def cloudwatch(local_aws):
    return local_aws.client("cloudwatch")


def put(cloudwatch, namespace, value, name="Errors", **dimensions):
    cloudwatch.put_metric_data(
        Namespace=namespace,
        MetricData=[
            {
                "MetricName": name,
                "Value": value,
                "Dimensions": [{"Name": key, "Value": of} for key, of in dimensions.items()],
            }
        ],
    )


def alarm(name, namespace, topic, **changes):
    return {
        "AlarmName": name,
        "AlarmDescription": "An agent fails",
        "Namespace": namespace,
        "MetricName": "Errors",
        "Dimensions": [{"Name": "Agent", "Value": "mine"}],
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 2.0,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "ignore",
        "AlarmActions": [topic],
    } | changes


def test_an_alarm_on_a_metric_with_dimensions_tells_sns_and_eventbridge_of_one_moment(told, cloudwatch):
    everybody = told("dimensions")
    cloudwatch.put_metric_alarm(**alarm("dimensions", "Dimensions", everybody.topic))

    put(cloudwatch, "Dimensions", 50, Agent="other")
    time.sleep(1)
    assert everybody.nobody()
    put(cloudwatch, "Dimensions", 3, Agent="mine")

    message, event = everybody.message(), everybody.event()
    assert message["NewStateValue"] == "ALARM"
    assert message["OldStateValue"] == "INSUFFICIENT_DATA"
    assert message["AWSAccountId"] == ACCOUNT
    assert message["AlarmArn"] == f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:dimensions"
    assert message["Region"] == "EU (Ireland)"
    assert PRECISE.fullmatch(message["StateChangeTime"])
    assert message["Trigger"] == {
        "MetricName": "Errors",
        "Namespace": "Dimensions",
        "StatisticType": "Statistic",
        "Statistic": "SUM",
        "Unit": None,
        "Dimensions": [{"value": "mine", "name": "Agent"}],
        "Period": 60,
        "EvaluationPeriods": 1,
        "DatapointsToAlarm": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 2.0,
        "TreatMissingData": "ignore",
        "EvaluateLowSampleCountPercentile": "",
    }
    assert event["detail-type"] == "CloudWatch Alarm State Change"
    assert event["resources"] == [message["AlarmArn"]]
    detail = event["detail"]
    assert detail["state"]["timestamp"] == message["StateChangeTime"]
    assert detail["state"]["reason"] == message["NewStateReason"]
    assert json.loads(detail["state"]["reasonData"])["recentDatapoints"] == [3.0]
    assert detail["previousState"]["value"] == "INSUFFICIENT_DATA"
    assert detail["configuration"]["metrics"] == [
        {
            "id": "m1",
            "metricStat": {
                "metric": {"namespace": "Dimensions", "name": "Errors", "dimensions": {"Agent": "mine"}},
                "period": 60,
                "stat": "Sum",
            },
            "returnData": True,
        }
    ]


def test_an_alarm_from_a_template_adds_up_its_metrics(deploy, told, cloudwatch):
    everybody = told("math")
    properties = {
        "AlarmName": "math",
        "ComparisonOperator": "GreaterThanThreshold",
        "EvaluationPeriods": 1,
        "Threshold": 4,
        "TreatMissingData": "notBreaching",
        "AlarmActions": [everybody.topic],
        "Metrics": [
            {"Id": "e1", "Expression": "SUM(METRICS())", "Label": "All errors", "ReturnData": True},
            *(
                {
                    "Id": metric_id,
                    "MetricStat": {
                        "Metric": {
                            "Namespace": "Math",
                            "MetricName": "Errors",
                            "Dimensions": [{"Name": "Agent", "Value": agent}],
                        },
                        "Period": 60,
                        "Stat": "Sum",
                    },
                    "ReturnData": False,
                }
                for metric_id, agent in (("m1", "one"), ("m2", "two"))
            ),
        ],
    }
    deploy("math", {"Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}})

    put(cloudwatch, "Math", 2, Agent="one")
    put(cloudwatch, "Math", 3, Agent="two")

    changes = [everybody.event()["detail"] for _ in range(2)]
    assert [change["state"]["value"] for change in changes] == ["OK", "ALARM"]
    assert [query["id"] for query in changes[1]["configuration"]["metrics"]] == ["e1", "m1", "m2"]
    message = everybody.message()
    assert message["NewStateValue"] == "ALARM"
    assert "[5.0 (" in message["NewStateReason"]
    assert message["Trigger"]["Metrics"][0] == {
        "Expression": "SUM(METRICS())",
        "Id": "e1",
        "Label": "All errors",
        "ReturnData": True,
    }
    assert message["Trigger"]["Metrics"][1]["MetricStat"]["Metric"] == {
        "Dimensions": [{"value": "one", "name": "Agent"}],
        "MetricName": "Errors",
        "Namespace": "Math",
    }
    assert "MetricName" not in message["Trigger"]
    described = cloudwatch.describe_alarms(AlarmNames=["math"])["MetricAlarms"][0]
    assert described["Metrics"][0]["Expression"] == "SUM(METRICS())"
    assert described["StateValue"] == "ALARM"


def test_an_expression_that_cannot_be_evaluated_is_refused(told, cloudwatch):
    query = {
        "Id": "m1",
        "MetricStat": {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 60, "Stat": "Sum"},
        "ReturnData": False,
    }
    with pytest.raises(ClientError, match="not the expression 'ANOMALY_DETECTION_BAND"):
        cloudwatch.put_metric_alarm(
            AlarmName="refused",
            EvaluationPeriods=1,
            ComparisonOperator="GreaterThanThreshold",
            Threshold=1,
            Metrics=[{"Id": "e1", "Expression": "ANOMALY_DETECTION_BAND(m1)", "ReturnData": True}, query],
        )

    assert cloudwatch.describe_alarms(AlarmNames=["refused"])["MetricAlarms"] == []


def test_missing_data_that_breaches_is_an_alarm_and_a_percentile_is_not_an_average(told, cloudwatch):
    everybody = told("missing")
    cloudwatch.put_metric_alarm(
        **alarm("missing", "Missing", everybody.topic, TreatMissingData="breaching", Period=10)
    )
    time.sleep(2)
    assert everybody.nobody()  # It has up to a period to get its first value.
    assert everybody.message(seconds=15)["NewStateValue"] == "ALARM"
    assert "1 missing datapoint was treated as [Breaching]" in everybody.event()["detail"]["state"]["reason"]

    slow = told("percentile")
    percentile = alarm("percentile", "Percentile", slow.topic, ExtendedStatistic="p99", Threshold=50.0)
    del percentile["Statistic"]
    for value in (*[1] * 8, 100, 100):
        put(cloudwatch, "Percentile", value, Agent="mine")
    cloudwatch.put_metric_alarm(**percentile)
    trigger = slow.message()["Trigger"]
    assert (trigger["StatisticType"], trigger["ExtendedStatistic"]) == ("ExtendedStatistic", "p99")


def test_a_state_set_by_hand_holds_longer_than_a_tick(told, cloudwatch):
    everybody = told("by-hand")
    cloudwatch.put_metric_alarm(**alarm("by-hand", "ByHand", everybody.topic, TreatMissingData="notBreaching"))
    assert everybody.event()["detail"]["state"]["value"] == "OK"

    cloudwatch.set_alarm_state(AlarmName="by-hand", StateValue="ALARM", StateReason="a drill")

    assert everybody.message()["NewStateReason"] == "a drill"
    assert everybody.event()["detail"]["previousState"]["value"] == "OK"
    time.sleep(1)
    assert cloudwatch.describe_alarms(AlarmNames=["by-hand"])["MetricAlarms"][0]["StateValue"] == "ALARM"


def test_a_composite_alarm_follows_its_children_and_names_them(told, cloudwatch):
    everybody = told("composite")
    cloudwatch.put_metric_alarm(**alarm("child", "Child", "", AlarmActions=[]))
    cloudwatch.put_composite_alarm(
        AlarmName="composite", AlarmRule='ALARM("child")', AlarmActions=[everybody.topic]
    )

    cloudwatch.set_alarm_state(AlarmName="child", StateValue="ALARM", StateReason="by hand")

    message = everybody.message()
    assert message["NewStateValue"] == "ALARM"
    assert message["AlarmRule"] == 'ALARM("child")'
    assert message["TriggeringChildren"][0]["Arn"].endswith(":alarm:child")
    assert eventually(everybody.event)["detail"]["configuration"] == {"alarmRule": 'ALARM("child")'}


def test_cloudwatch_cannot_publish_to_a_topic_under_a_key_that_does_not_let_it(local_aws, told, cloudwatch):
    everybody = told("encrypted")
    local_aws.client("sns").set_topic_attributes(
        TopicArn=everybody.topic, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    cloudwatch.put_metric_alarm(**alarm("encrypted", "Encrypted", everybody.topic))

    cloudwatch.set_alarm_state(AlarmName="encrypted", StateValue="ALARM", StateReason="by hand")

    assert everybody.event()["detail"]["state"]["value"] == "ALARM"
    history = cloudwatch.describe_alarm_history(AlarmName="encrypted", HistoryItemType="Action")["AlarmHistoryItems"]
    assert history[0]["HistorySummary"].startswith(f"Failed to execute action {everybody.topic}")
    assert everybody._by_sns.is_empty()
